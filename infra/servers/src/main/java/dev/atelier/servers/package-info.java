/**
 * Private instances of the servers that Atelier stands on: PostgreSQL, Redis, an AMQP 0-9-1 broker and S3.
 *
 * <p>Each server lives in one folder of its own, given by the caller: its data, its port, its password and its log.
 * Start it again on the same folder and everything is as before. All of them listen on 127.0.0.1 only, with passwords
 * made at the first start, and none outlives the JVM that started it, however that JVM ends.
 */
@NullMarked
package dev.atelier.servers;

import org.jspecify.annotations.NullMarked;
