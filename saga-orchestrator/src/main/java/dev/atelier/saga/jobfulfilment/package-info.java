/** The shell around the fulfilment process: Axon calls it with stored events, effects are carried out per batch. */
@NullMarked
package dev.atelier.saga.jobfulfilment;

import org.jspecify.annotations.NullMarked;
