/** What the orchestrator and the GPU adapters say to each other over RabbitMQ. */
@NullMarked
package dev.atelier.contracts.run;

import org.jspecify.annotations.NullMarked;
