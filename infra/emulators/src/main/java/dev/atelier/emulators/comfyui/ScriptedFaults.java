package dev.atelier.emulators.comfyui;

import dev.atelier.emulators.comfyui.http.HttpFaults;
import dev.atelier.emulators.comfyui.http.Sockets;
import dev.atelier.emulators.comfyui.run.RunFaults;
import java.time.Duration;

/** Hands each fault to the part that it breaks. */
record ScriptedFaults(RunFaults runs, HttpFaults http, Sockets sockets, Runnable restart, Runnable stop)
        implements Faults {

    @Override
    public void holdRuns() {
        runs.hold(node -> true);
    }

    @Override
    public void holdRunsIn(String nodeClass) {
        runs.hold(nodeClass::equals);
    }

    @Override
    public void releaseRuns() {
        runs.hold(node -> false);
    }

    @Override
    public boolean awaitHeldRun(Duration timeout) throws InterruptedException {
        return runs.awaitHeld(timeout);
    }

    @Override
    public void delayPerNode(Duration delay) {
        runs.delay(delay);
    }

    @Override
    public void failNext(Failure failure) {
        runs.fail(failure);
    }

    @Override
    public void succeedWithoutOutput() {
        runs.succeedEmpty();
    }

    @Override
    public void historyDelay(Duration delay) {
        runs.historyDelay(delay);
    }

    @Override
    public void forgetEverything() {
        restart.run();
    }

    @Override
    public void dropConnections() {
        sockets.drop();
    }

    @Override
    public void silence(boolean silent) {
        sockets.silence(silent);
    }

    @Override
    public void repeatMessages(boolean twice) {
        sockets.repeat(twice);
    }

    @Override
    public void loseNext() {
        runs.lose();
    }

    @Override
    public void dropNextPromptAnswer() {
        http.dropNextPromptAnswer();
    }

    @Override
    public void answerNext(int requests, int status) {
        http.answerNext(requests, status);
    }

    @Override
    public void stopWorker() {
        stop.run();
    }
}
