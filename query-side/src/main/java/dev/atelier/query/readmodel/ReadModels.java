package dev.atelier.query.readmodel;

import java.util.Optional;
import java.util.function.Function;

/** How handlers read: from models that are complete, and never from the ruins of a wiped store. */
public final class ReadModels {
    /** Builds follow each other by minutes, not by milliseconds. */
    private static final int ATTEMPTS_MAX = 3;

    private final ReadStore store;
    private final HeadWatch watch;
    private final ParsedDocuments parsed = new ParsedDocuments();

    public ReadModels(ReadStore store, HeadWatch watch) {
        this.store = store;
        this.watch = watch;
    }

    /**
     * Reads what is absent when it is absent: throws {@link ModelsIncompleteException} when the models were incomplete
     * before or after reading, so that an empty answer always means that there is nothing. Where another build has
     * taken their place meanwhile, that one is asked.
     */
    public <T> T read(Function<Generation, T> question) {
        Head head = watch.head().filter(Head::complete).orElseThrow(ModelsIncompleteException::new);
        for (int attempt = 1; attempt <= ATTEMPTS_MAX; attempt++) {
            T answer = question.apply(new Generation(store, head.generation(), parsed));
            Head now = store.head().filter(Head::complete).orElseThrow(ModelsIncompleteException::new);
            if (now.generation().equals(head.generation())) {
                return answer;
            }
            head = now;
        }
        throw new ModelsIncompleteException();
    }

    /** Reads what counts only when it is there; empty when the models are incomplete. */
    public <T> Optional<T> readIfComplete(Function<Generation, Optional<T>> question) {
        return watch.head()
                .filter(Head::complete)
                .flatMap(head -> question.apply(new Generation(store, head.generation(), parsed)));
    }
}
