package dev.atelier.emulators.comfyui.http;

import java.util.Optional;

/** The scripted faults of the HTTP face. */
public final class HttpFaults {

    private int droppedAnswers;
    private int statuses;
    private int status;

    public synchronized void dropNextPromptAnswer() {
        droppedAnswers++;
    }

    public synchronized void answerNext(int requests, int withStatus) {
        statuses = requests;
        status = withStatus;
    }

    synchronized boolean takesDroppedAnswer() {
        boolean takes = droppedAnswers > 0;
        droppedAnswers -= takes ? 1 : 0;
        return takes;
    }

    synchronized Optional<Answer> takesStatus() {
        if (statuses == 0) {
            return Optional.empty();
        }
        statuses--;
        return Optional.of(Answer.empty(status));
    }
}
