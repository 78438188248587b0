package dev.atelier.query.live;

/** How far an attempt is. */
record ProgressFrame(String id, int attempt, int percent) {
    static ProgressFrame of(Signal.Progress progress) {
        return new ProgressFrame(progress.job().toString(), progress.attempt(), progress.percent());
    }
}
