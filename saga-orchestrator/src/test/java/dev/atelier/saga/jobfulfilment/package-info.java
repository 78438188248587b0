@NullMarked
package dev.atelier.saga.jobfulfilment;

import org.jspecify.annotations.NullMarked;
