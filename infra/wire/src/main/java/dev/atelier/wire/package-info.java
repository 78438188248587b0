/** The contracts as JSON, and RabbitMQ as Atelier uses it. */
@NullMarked
package dev.atelier.wire;

import org.jspecify.annotations.NullMarked;
