package dev.atelier.emulators.runpod;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;

/** Hears webhooks. */
record WebhookReceiver(HttpServer server) implements AutoCloseable {
    WebhookReceiver(BlockingQueue<String> heard, int status) throws IOException {
        this(HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0));
        server.createContext("/", exchange -> {
            heard.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        server.start();
    }

    /** The field of a request that names it. */
    String field() {
        return ", \"webhook\": \"http://127.0.0.1:" + server.getAddress().getPort() + "/hook\"";
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
