package dev.atelier.query.readmodel;

import java.util.Optional;
import java.util.function.Function;

/** How handlers read: from models that are complete, and never from the ruins of a wiped store. */
public final class ReadModels {
    private final ReadStore store;
    private final HeadWatch watch;

    public ReadModels(ReadStore store, HeadWatch watch) {
        this.store = store;
        this.watch = watch;
    }

    /**
     * Reads what is absent when it is absent: throws {@link ModelsIncompleteException} when the models were incomplete
     * before or after reading, so that an empty answer always means that there is nothing.
     */
    public <T> T read(Function<Generation, T> question) {
        Head head = watch.head().filter(Head::complete).orElseThrow(ModelsIncompleteException::new);
        T answer = question.apply(new Generation(store, head.generation()));
        boolean same = store.head()
                .filter(now -> now.generation().equals(head.generation()))
                .isPresent();
        if (!same) {
            throw new ModelsIncompleteException();
        }
        return answer;
    }

    /** Reads what counts only when it is there; empty when the models are incomplete. */
    public <T> Optional<T> readIfComplete(Function<Generation, Optional<T>> question) {
        return watch.head()
                .filter(Head::complete)
                .flatMap(head -> question.apply(new Generation(store, head.generation())));
    }
}
