package dev.atelier.emulators.comfyui.run;

import dev.atelier.emulators.comfyui.python.PythonError;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Predicate;

/**
 * The binary heap of Python's {@code heapq}, with its trap: items are ordered by (number, id), and two with both equal
 * cannot be compared. Pushing such an item fails although it is in; popping past one fails and loses the popped item.
 */
final class PromptHeap {

    private final List<PromptItem> items = new ArrayList<>();

    int size() {
        return items.size();
    }

    /** In the order of the array, which is what {@code GET /queue} shows. */
    List<PromptItem> items() {
        return List.copyOf(items);
    }

    void push(PromptItem item) {
        items.add(item);
        siftDown(0, items.size() - 1);
    }

    PromptItem pop() {
        PromptItem last = items.removeLast();
        if (items.isEmpty()) {
            return last;
        }
        PromptItem first = items.set(0, last);
        siftUp(0);
        return first;
    }

    /** Removes the first match of the array. */
    boolean remove(Predicate<PromptItem> condition) {
        for (int i = 0; i < items.size(); i++) {
            if (condition.test(items.get(i))) {
                items.remove(i);
                for (int at = items.size() / 2 - 1; at >= 0; at--) {
                    siftUp(at);
                }
                return true;
            }
        }
        return false;
    }

    void clear() {
        items.clear();
    }

    private void siftDown(int start, int from) {
        int at = from;
        while (at > start) {
            int parent = (at - 1) >> 1;
            if (!isLess(items.get(at), items.get(parent))) {
                return;
            }
            Collections.swap(items, at, parent);
            at = parent;
        }
    }

    /** Moves the smaller child up until a leaf is reached, then the item down again: as heapq does it. */
    private void siftUp(int start) {
        int at = start;
        while (2 * at + 1 < items.size()) {
            int child = 2 * at + 1;
            if (child + 1 < items.size() && !isLess(items.get(child), items.get(child + 1))) {
                child++;
            }
            Collections.swap(items, at, child);
            at = child;
        }
        siftDown(start, at);
    }

    private static boolean isLess(PromptItem left, PromptItem right) {
        int order = Double.compare(left.number().doubleValue(), right.number().doubleValue());
        if (order == 0) {
            order = left.id().compareTo(right.id());
        }
        if (order == 0) {
            throw PythonError.typeError("'<' not supported between instances of 'dict' and 'dict'");
        }
        return order < 0;
    }
}
