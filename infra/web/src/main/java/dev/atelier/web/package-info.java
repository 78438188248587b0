/** What every HTTP face of Atelier shares; import {@link dev.atelier.web.WebConfiguration}. */
@NullMarked
package dev.atelier.web;

import org.jspecify.annotations.NullMarked;
