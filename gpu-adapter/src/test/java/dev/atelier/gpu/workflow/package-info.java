@NullMarked
package dev.atelier.gpu.workflow;

import org.jspecify.annotations.NullMarked;
