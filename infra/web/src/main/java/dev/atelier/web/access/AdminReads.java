package dev.atelier.web.access;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Notes what administrators read of other people's affairs. */
public final class AdminReads {
    private static final Logger LOG = LoggerFactory.getLogger("[AUDIT]");

    /**
     * Notes one read.
     *
     * @param what ids only, nothing that a person wrote
     */
    public void read(Caller caller, String what) {
        LOG.info("{} read {} in {}", caller.actor(), what, caller.requestId());
    }
}
