package dev.atelier.servers;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;

/** A private AMQP 0-9-1 broker on 127.0.0.1 with one user, who may do everything, and one virtual host. */
public sealed interface AmqpBroker extends AutoCloseable permits EmbeddedBroker, RabbitMqServer {

    /** Always 127.0.0.1. */
    default String host() {
        return "127.0.0.1";
    }

    int port();

    default String user() {
        return "atelier";
    }

    String password();

    /** {@code default}, without a slash. */
    default String virtualHost() {
        return "default";
    }

    /** {@code amqp://<user>:<password>@127.0.0.1:<port>/default}. */
    default String uri() {
        return "amqp://" + user() + ":" + password() + "@" + host() + ":" + port() + "/" + virtualHost();
    }

    /** Ends all connections; persistent messages in durable queues are kept for the next start. */
    @Override
    void close();

    /**
     * Whether a broker on this port takes the protocol header of AMQP 0-9-1 (specification, section 4.2.2): it then
     * speaks first, with a method frame (type 1), while a refusal begins with the letters "AMQP".
     */
    static boolean answers(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port), 1000);
            socket.setSoTimeout(1000);
            socket.getOutputStream().write(new byte[] {'A', 'M', 'Q', 'P', 0, 0, 9, 1});
            return socket.getInputStream().read() == 1;
        } catch (IOException e) {
            return false;
        }
    }
}
