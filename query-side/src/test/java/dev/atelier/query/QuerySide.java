package dev.atelier.query;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.query.readmodel.Head;
import dev.atelier.query.readmodel.HeadWatch;
import dev.atelier.servers.ObjectStore;
import dev.atelier.servers.PostgresServer;
import dev.atelier.servers.testing.TestServers;
import dev.atelier.web.access.Role;
import dev.atelier.web.testing.OpenApi;
import dev.atelier.web.testing.TestIssuer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The query side on real servers, the hand that writes its log, and a client. */
public final class QuerySide extends LogHand implements AutoCloseable {
    public static final String BACKEND_URL = "https://atelier.example";
    /** Not long ago, so that finished jobs' views are still kept. */
    @SuppressWarnings("TimeInStaticInitializer") // one moment for all tests of a JVM is what is wanted
    public static final Instant TODAY = Instant.now().truncatedTo(ChronoUnit.MILLIS);

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final TestIssuer ISSUER = new TestIssuer();
    private static final OpenApi CONTRACT = OpenApi.load();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final ConfigurableApplicationContext context;

    private QuerySide(ConfigurableApplicationContext context) {
        this.context = context;
    }

    /**
     * Starts, on a fresh log unless the settings name one.
     *
     * @param redisDatabase which nobody else uses
     */
    public static QuerySide start(int redisDatabase, Map<String, String> settings) {
        PostgresServer postgres = TestServers.postgres();
        ObjectStore s3 = TestServers.s3();
        Map<String, Object> all = new HashMap<>(Map.ofEntries(
                entry("server.port", "0"),
                entry("management.server.port", "0"),
                entry("atelier.backend-url", BACKEND_URL),
                entry("atelier.log.jdbc-url", TestServers.freshDatabase()),
                entry("atelier.log.user", postgres.user()),
                entry("atelier.log.password", postgres.password()),
                entry("atelier.log.migrate", "true"),
                entry("atelier.log.role", "writer"),
                entry("atelier.broker.uri", TestServers.broker().uri()),
                entry("atelier.broker.kind", "qpid"),
                entry("atelier.redis.url", TestServers.redis().uri() + "/" + redisDatabase),
                entry("atelier.s3.public-endpoint", s3.endpoint().toString()),
                entry("atelier.s3.region", s3.region()),
                entry("atelier.s3.access-key", s3.accessKey()),
                entry("atelier.s3.secret-key", s3.secretKey()),
                entry("atelier.identity.key", "0123456789abcdef0123456789abcdef"),
                entry("logging.level.root", "WARN")));
        all.putAll(ISSUER.settings());
        all.putAll(settings);
        return new QuerySide(QuerySideApplication.builder()
                .run(all.entrySet().stream()
                        .map(setting -> "--" + setting.getKey() + "=" + setting.getValue())
                        .toArray(String[]::new)));
    }

    /** Another replica, on the same log and the same Redis. */
    public QuerySide replica() {
        return start(
                0,
                Map.of(
                        "atelier.log.jdbc-url", setting("atelier.log.jdbc-url"),
                        "atelier.redis.url", setting("atelier.redis.url")));
    }

    private String setting(String name) {
        return context.getEnvironment().getRequiredProperty(name);
    }

    @Override
    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    @Override
    public long head() {
        return bean(HeadWatch.class)
                .head()
                .filter(Head::complete)
                .map(Head::position)
                .orElse(-1L);
    }

    /** The numbers of the jobs in a list. */
    public static List<Integer> ids(JsonNode list) {
        return list.get("jobs")
                .valueStream()
                .map(job -> Integer.parseInt(job.get("id").asString().substring(28), 16))
                .toList();
    }

    /** Loses all of Redis. */
    public void wipeRedis() {
        try (RedisConnection connection = bean(RedisConnectionFactory.class).getConnection()) {
            connection.serverCommands().flushDb();
        }
    }

    public static String token(String subject, Role... roles) {
        return ISSUER.token(subject, roles);
    }

    public static TestIssuer issuer() {
        return ISSUER;
    }

    /** A request as a person. */
    public HttpRequest.Builder as(String subject, String path) {
        return request(path).header("Authorization", "Bearer " + token(subject, Role.USER));
    }

    /** A request as the Telegram bot, for nobody yet. */
    public HttpRequest.Builder asBot(String path) {
        return request(path).header("Authorization", "Bearer " + token("telegram-bot", Role.SERVICE));
    }

    public HttpRequest.Builder asAdmin(String path) {
        return request(path).header("Authorization", "Bearer " + token("root", Role.ADMIN));
    }

    public HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + context.getEnvironment().getProperty("local.server.port") + path));
    }

    /** A page of the management port. */
    public HttpRequest.Builder management(String path) {
        String port = context.getEnvironment().getProperty("local.management.port");
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
    }

    public static HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return kept(HTTP.send(request.build(), BodyHandlers.ofString()));
        } catch (IOException | InterruptedException e) {
            throw new AssertionError("no answer", e);
        }
    }

    /** Every answer is held against the published contract; the management port and presigned links are in none. */
    private static HttpResponse<String> kept(HttpResponse<String> answer) {
        String path = answer.uri().getPath();
        if (!path.startsWith("/actuator/") && !path.startsWith("/atelier/")) {
            String type = answer.headers().firstValue("Content-Type").orElse("").split(";", 2)[0];
            assertThat(CONTRACT.faults(
                            answer.request().method(),
                            path,
                            answer.statusCode(),
                            type.isEmpty() ? null : type,
                            answer.body()))
                    .isEmpty();
        }
        return answer;
    }

    public static JsonNode json(HttpResponse<String> answer) {
        return JsonMapper.shared().readTree(answer.body());
    }

    /** What a person reads under a path. */
    public JsonNode get(String subject, String path) {
        HttpResponse<String> answer = send(as(subject, path));
        if (answer.statusCode() != 200) {
            throw new AssertionError(answer.statusCode() + " " + answer.body());
        }
        return json(answer);
    }

    /** Listens to events. */
    public static EventStream listen(HttpRequest.Builder request) {
        return new EventStream(HTTP, request.build());
    }

    public static void await(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("never saw: " + what);
            }
            Thread.onSpinWait();
        }
    }

    @Override
    public void close() {
        context.close();
    }
}
