package dev.atelier.emulators.runpod;

import java.time.Duration;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;

/** Something that goes wrong between an endpoint and its client, once. */
public sealed interface WireFault {
    /** Answered with this status and nothing else; what was asked for is not done. */
    record Status(int status) implements WireFault {}

    /** 429; what was asked for is not done. @param retryAfter seconds, if the answer says when to come again */
    record Throttled(OptionalInt retryAfter) implements WireFault {}

    /** Done, but the connection is cut instead of answered. */
    record Cut() implements WireFault {}

    /** Done, but the answer waits. */
    record Held(CountDownLatch until) implements WireFault {}

    /** Done, but the body comes byte by byte. */
    record Slow(Duration perByte) implements WireFault {}

    /** Done, but the body is so many bytes shorter than the announced length, and then the connection ends. */
    record TooShort(int bytes) implements WireFault {}

    /** Done, but only so many bytes of the body are announced and sent. */
    record CutOff(int bytes) implements WireFault {}

    /** Done, but answered with another body and 200. */
    record Garbled(String body) implements WireFault {}

    /** Answered with a redirect. */
    record Moved(String to) implements WireFault {}
}
