package dev.atelier.emulators.comfyui.run;

/** How the outside stops a worker: it interrupts the running prompt, or it takes the whole process away. */
final class RunToken {

    private volatile boolean interrupted;
    private volatile boolean killed;

    /** A new prompt begins: an interrupt that came while nothing ran is forgotten. */
    void begin() {
        interrupted = false;
    }

    void interrupt() {
        interrupted = true;
    }

    void kill() {
        killed = true;
    }

    boolean isKilled() {
        return killed;
    }

    /** True if there is no reason to wait any longer. */
    boolean isStopped() {
        return interrupted || killed;
    }

    /** Ends the prompt here if somebody asked for it. */
    void check() throws Stopped {
        if (isStopped()) {
            throw new Stopped();
        }
    }

    /** The running prompt ends here. */
    static final class Stopped extends Exception {
        private static final long serialVersionUID = 1L;

        Stopped() {
            super(null, null, false, false);
        }
    }
}
