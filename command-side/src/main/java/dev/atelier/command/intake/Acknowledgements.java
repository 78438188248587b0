package dev.atelier.command.intake;

import com.rabbitmq.client.Channel;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Queue;

/**
 * What one channel has delivered and was not told the end of. Messages are done in any order and acknowledged in the
 * order in which they came, as many as possible with one word: to a replicated queue each word is work.
 */
final class Acknowledgements {
    private final Channel channel;
    private final Queue<Delivery> open = new ArrayDeque<>();
    private boolean speaking;

    Acknowledgements(Channel channel) {
        this.channel = channel;
    }

    boolean isOf(Channel other) {
        return channel == other;
    }

    /** One message; ended by exactly one of its methods. */
    final class Delivery {
        private final long tag;
        private boolean over;
        private boolean refused;

        private Delivery(long tag) {
            this.tag = tag;
        }

        /** Its effect is stored. */
        void done() throws IOException {
            end(this);
        }

        /** @param requeue false makes it a dead letter */
        void refuse(boolean requeue) throws IOException {
            channel.basicReject(tag, requeue);
            refused = true;
            end(this);
        }
    }

    /** Called in the order of the tags. */
    synchronized Delivery delivered(long tag) {
        Delivery delivery = new Delivery(tag);
        open.add(delivery);
        return delivery;
    }

    /** One thread speaks; what is done meanwhile, it says with its next word. */
    private void end(Delivery delivery) throws IOException {
        synchronized (this) {
            delivery.over = true;
            if (speaking) {
                return;
            }
            speaking = true;
        }
        for (long upTo = next(); upTo > 0; upTo = next()) {
            channel.basicAck(upTo, true);
        }
    }

    /** The last of those at the front that are done, 0 if there is none. One that was refused cannot be named. */
    private synchronized long next() {
        long upTo = 0;
        for (Delivery first = open.peek(); first != null && first.over; first = open.peek()) {
            upTo = first.refused ? upTo : first.tag;
            open.remove();
        }
        speaking = upTo > 0;
        return upTo;
    }
}
