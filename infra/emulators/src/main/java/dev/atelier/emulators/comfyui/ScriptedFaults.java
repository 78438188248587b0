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
    public void deafenSockets() {
        sockets.deafen();
    }

    @Override
    public int listeners() {
        return sockets.listeners();
    }

    @Override
    public void lateProgress(boolean late) {
        runs.lateProgress(late);
    }

    @Override
    public void ignoreInterrupts(boolean ignored) {
        runs.ignoreInterrupts(ignored);
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
        http.nextPrompt(HttpFaults.PromptFault.CUT);
    }

    @Override
    public void restartOnNextPrompt() {
        http.nextPrompt(HttpFaults.PromptFault.RESTART);
    }

    @Override
    public void takeNextPromptTwice() {
        http.nextPrompt(HttpFaults.PromptFault.TWICE);
    }

    @Override
    public void answerNext(int requests, int status) {
        http.answerNext(requests, status, null);
    }

    @Override
    public void answerNext(int requests, int status, Duration retryAfter) {
        http.answerNext(requests, status, retryAfter);
    }

    @Override
    public void slowNextFile(Duration pause) {
        http.nextFile(new HttpFaults.FileFault.Slow(pause));
    }

    @Override
    public void cutNextFile() {
        http.nextFile(new HttpFaults.FileFault.Cut());
    }

    @Override
    public void loseNextFile() {
        http.nextFile(new HttpFaults.FileFault.Lost());
    }

    @Override
    public void stopWorker() {
        stop.run();
    }
}
