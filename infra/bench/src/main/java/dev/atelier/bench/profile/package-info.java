/** Where the time goes: flight recordings of the deployables and their top methods. */
@NullMarked
package dev.atelier.bench.profile;

import org.jspecify.annotations.NullMarked;
