/** What a back end is to the rest of the adapter: it takes a run and gives files, whatever it talks to inside. */
@NullMarked
package dev.atelier.gpu.backend;

import org.jspecify.annotations.NullMarked;
