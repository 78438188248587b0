package dev.atelier.allinone.frontdoor;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The door with tiny servers behind it. */
class FrontDoorTest {
    private final HttpClient http = HttpClient.newHttpClient();
    private final CountDownLatch firstEventSeen = new CountDownLatch(1);
    private final BlockingQueue<Headers> seen = new LinkedBlockingQueue<>();
    private final HttpServer command = server(this::echo);
    private final HttpServer query = server(this::stream);
    private FrontDoor door =
            FrontDoor.open(new InetSocketAddress("127.0.0.1", 0), URI.create("https://atelier.example"));

    @BeforeEach
    void lead() {
        door.lead(Upstream.COMMAND, command.getAddress().getPort());
        door.lead(Upstream.QUERY, query.getAddress().getPort());
    }

    @AfterEach
    void close() {
        door.close();
        command.stop(0);
        query.stop(0);
    }

    @Test
    void methodAndPathDecideWhoAnswers() throws Exception {
        assertThat(send(at("/api/jobs?dryRun=true&x=%D1%8F").POST(BodyPublishers.ofString("body")))
                        .body())
                .isEqualTo("POST /api/jobs?dryRun=true&x=%D1%8F 4");
        assertThat(send(at("/api/balance")).body()).startsWith("query");
        assertThat(send(at("/api/balance").method("HEAD", BodyPublishers.noBody()))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void whatNobodyAnswersIsAProblem() throws Exception {
        HttpResponse<String> unknown = send(at("/actuator/env").header("Accept-Language", "ru"));
        assertThat(unknown.statusCode()).isEqualTo(404);
        assertThat(unknown.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(unknown.body()).contains("https://atelier.example/problems/not-found", "Ничего не найдено");
        HttpResponse<String> method = send(at("/api/jobs").method("PUT", BodyPublishers.noBody()));
        assertThat(method.statusCode()).isEqualTo(405);
        assertThat(method.headers().firstValue("Allow")).hasValue("GET, POST");
    }

    @Test
    void whoIsAwayIsUnavailable() throws Exception {
        assertThat(send(at("/issuer/login")).statusCode()).isEqualTo(503);
        command.stop(0);
        HttpResponse<String> answer = send(at("/api/users").POST(BodyPublishers.ofString("{}")));
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).hasValue("5");
        assertThat(answer.body()).contains("\"code\":\"UNAVAILABLE\"", "\"instance\":\"/api/users\"");
    }

    @Test
    void anEventArrivesBeforeTheNextOneIsSent() throws Exception {
        HttpResponse<InputStream> events = http.send(at("/api/events").build(), BodyHandlers.ofInputStream());
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(events.body(), UTF_8))) {
            assertThat(lines.readLine()).isEqualTo("data: first");
            assertThat(lines.readLine()).isEmpty();
            firstEventSeen.countDown(); // only now does the server send the second
            assertThat(lines.readLine()).isEqualTo("data: second");
        }
    }

    @Test
    void aLargePictureGoesThroughAndATooLargeOneDoesNot() throws Exception {
        byte[] picture = new byte[20_000_000];
        assertThat(send(at("/api/uploads").POST(BodyPublishers.ofByteArray(picture)))
                        .body())
                .endsWith(" 20000000");
        assertThat(send(at("/api/uploads").POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(picture))))
                        .body())
                .endsWith(" 20000000");
        // Asking first, as curl does, spares sending what is refused.
        HttpResponse<String> refused =
                send(at("/api/uploads").expectContinue(true).POST(BodyPublishers.ofByteArray(new byte[22_100_000])));
        assertThat(refused.statusCode()).isEqualTo(413);
        assertThat(send(at("/api/uploads").expectContinue(true).POST(BodyPublishers.ofByteArray(picture)))
                        .body())
                .endsWith(" 20000000");
    }

    @Test
    void whatAClientClaimsAboutItselfIsDropped() throws Exception {
        String token = "t".repeat(20_000);
        send(at("/api/jobs")
                .header("X-Forwarded-For", "10.0.0.1")
                .header("X-Forwarded-Host", "evil.example")
                .header("Forwarded", "for=10.0.0.1;host=evil.example")
                .header("X-Real-IP", "10.0.0.1")
                .header("Authorization", "Bearer " + token)
                .header("On-Behalf-Of", "telegram:1")
                .POST(BodyPublishers.ofString("")));
        Headers headers = seen.poll(10, TimeUnit.SECONDS);
        assertThat(headers).isNotNull();
        assertThat(headers.keySet())
                .contains("Authorization", "On-behalf-of")
                .noneMatch(name -> name.startsWith("X-") || name.equals("Forwarded") || name.equals("Via"));
        assertThat(headers.getFirst("Authorization")).endsWith(token);
        assertThat(headers.getFirst("Host")).isEqualTo("127.0.0.1:" + door.port());
    }

    @Test
    void headersBetweenTwoHopsStayThere() throws Exception {
        assertThat(raw("POST /api/jobs HTTP/1.1\r\nHost: x\r\nConnection: close, X-Secret-Hop\r\nX-Secret-Hop: 1\r\n"
                        + "Keep-Alive: 5\r\nProxy-Authorization: Basic x\r\nTE: trailers\r\nContent-Length: 0\r\n\r\n"))
                .startsWith("HTTP/1.1 200");
        Headers headers = seen.poll(10, TimeUnit.SECONDS);
        assertThat(headers).isNotNull();
        assertThat(headers.keySet()).doesNotContain("X-secret-hop", "Keep-alive", "Proxy-authorization", "Te");
    }

    @Test
    void aPathIsWhatItMeansAndNothingHides() throws Exception {
        assertThat(raw("POST /api/../api/jobs HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n"))
                .startsWith("HTTP/1.1 200");
        assertThat(raw("GET /problems/..%2f..%2factuator HTTP/1.1\r\nHost: x\r\n\r\n"))
                .startsWith("HTTP/1.1 400");
        assertThat(raw("POST /api/jobs?a=|{ HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n"))
                .startsWith("HTTP/1.1 400");
    }

    @Test
    void aTakenPortIsSaid() {
        assertThatThrownBy(() -> FrontDoor.open(
                        new InetSocketAddress("127.0.0.1", door.port()), URI.create("https://atelier.example")))
                .hasMessageContaining(Integer.toString(door.port()));
    }

    private void echo(HttpExchange exchange) throws IOException {
        seen.add(exchange.getRequestHeaders());
        int bytes = exchange.getRequestBody().readAllBytes().length;
        byte[] answer = (exchange.getRequestMethod() + " " + exchange.getRequestURI() + " " + bytes).getBytes(UTF_8);
        exchange.sendResponseHeaders(200, answer.length);
        exchange.getResponseBody().write(answer);
        exchange.close();
    }

    private void stream(HttpExchange exchange) throws IOException {
        if (!exchange.getRequestURI().getPath().equals("/api/events")) {
            byte[] answer = "query".getBytes(UTF_8);
            boolean head = exchange.getRequestMethod().equals("HEAD");
            exchange.sendResponseHeaders(200, head ? -1 : answer.length);
            if (!head) {
                exchange.getResponseBody().write(answer);
            }
            exchange.close();
            return;
        }
        exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
        exchange.sendResponseHeaders(200, 0);
        exchange.getResponseBody().write("data: first\n\n".getBytes(UTF_8));
        exchange.getResponseBody().flush();
        await(firstEventSeen);
        exchange.getResponseBody().write("data: second\n\n".getBytes(UTF_8));
        exchange.close();
    }

    private static void await(CountDownLatch latch) {
        try {
            if (!latch.await(30, TimeUnit.SECONDS)) {
                throw new AssertionError("the first event was held back");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private HttpRequest.Builder at(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + door.port() + path));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.build(), BodyHandlers.ofString());
    }

    /** The first line of the answer to exactly these bytes. */
    private String raw(String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), door.port())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.getBytes(UTF_8));
            return new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8)).readLine();
        }
    }

    private static HttpServer server(com.sun.net.httpserver.HttpHandler handler) {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/", handler);
            server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            server.start();
            return server;
        } catch (IOException e) {
            throw new IllegalStateException("a server of the test does not start", e);
        }
    }
}
