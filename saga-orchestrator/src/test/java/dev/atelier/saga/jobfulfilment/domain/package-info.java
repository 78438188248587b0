@NullMarked
package dev.atelier.saga.jobfulfilment.domain;

import org.jspecify.annotations.NullMarked;
