/** The open pages that every deployable serves: liveness, the OpenAPI file, explanations of problems. */
@NullMarked
package dev.atelier.web.page;

import org.jspecify.annotations.NullMarked;
