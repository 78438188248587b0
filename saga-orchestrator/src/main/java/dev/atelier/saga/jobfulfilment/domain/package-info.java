/** The process that carries a job from its creation to settled money: pure, it knows the JDK and the contracts only. */
@NullMarked
package dev.atelier.saga.jobfulfilment.domain;

import org.jspecify.annotations.NullMarked;
