/** What a run needs around it: private servers, the deployables as processes, an issuer, people. */
@NullMarked
package dev.atelier.bench.stage;

import org.jspecify.annotations.NullMarked;
