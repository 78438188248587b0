/** Who a person is to us. */
@NullMarked
package dev.atelier.query.profile;

import org.jspecify.annotations.NullMarked;
