package dev.atelier.query;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.contracts.account.AccountEvent;
import dev.atelier.contracts.account.GrantEvent;
import dev.atelier.contracts.job.JobEvent;
import dev.atelier.contracts.preset.PresetEvent;
import dev.atelier.contracts.user.IdentityId;
import dev.atelier.contracts.user.PersonalText;
import dev.atelier.contracts.user.UserEvent;
import dev.atelier.contracts.user.UserId;
import dev.atelier.contracts.wire.Metadata;
import dev.atelier.eventstore.Identities;
import dev.atelier.eventstore.LogReader;
import dev.atelier.eventstore.PersonalTexts;
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
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The query side on real servers, a hand that writes the log in the command side's place, and a client. */
public final class QuerySide implements AutoCloseable {
    public static final String BACKEND_URL = "https://atelier.example";
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final TestIssuer ISSUER = new TestIssuer();
    private static final OpenApi CONTRACT = OpenApi.load();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final ConfigurableApplicationContext context;
    private final Map<String, Long> sequences = new HashMap<>();

    private QuerySide(ConfigurableApplicationContext context) {
        this.context = context;
    }

    /** Starts on a fresh log. @param redisDatabase which nobody else uses */
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

    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    /** Appends events in one unit of work, each to its own stream; answers the position of the last one. */
    public synchronized long append(Object... events) {
        List<EventMessage<?>> messages =
                Arrays.stream(events).<EventMessage<?>>map(this::message).toList();
        bean(EventStore.class).publish(messages);
        return bean(LogReader.class).headPosition();
    }

    /** The same, and waits until the read models have it. */
    public long tell(Object... events) {
        long position = append(events);
        await("position " + position, () -> head() >= position);
        return position;
    }

    public long head() {
        return bean(HeadWatch.class)
                .head()
                .filter(Head::complete)
                .map(Head::position)
                .orElse(-1L);
    }

    private EventMessage<?> message(Object event) {
        String stream = stream(event);
        long sequence = sequences.merge(stream, 0L, (last, zero) -> last + 1);
        return new GenericDomainEventMessage<>(
                "test", stream, sequence, event, Map.of(Metadata.ACTOR, "system:test", Metadata.CAUSE, "a test"));
    }

    private static String stream(Object event) {
        return switch (event) {
            case JobEvent happened -> happened.jobId().toString();
            case AccountEvent happened -> happened.accountId().toString();
            case GrantEvent.GrantIssued happened -> happened.grantId().toString();
            case GrantEvent.RefundIssued happened -> happened.refundId().toString();
            case PresetEvent happened -> happened.name().stream();
            case UserEvent.UserRegistered happened -> happened.userId().toString();
            case UserEvent.IdentityClaimed happened -> happened.identityId().toString();
            default -> throw new IllegalArgumentException("no stream for " + event);
        };
    }

    /** A person of the issuer who is also known in Telegram, with an account. */
    public void register(int user, String subject, String telegramId, long credits) {
        PersonalTexts texts = bean(PersonalTexts.class);
        UserId id = Story.user(user);
        append(
                Story.opened(user),
                new UserEvent.UserRegistered(id, texts.seal(id, "Name of " + subject), "ru"),
                new UserEvent.IdentityClaimed(oidc(subject), id),
                new UserEvent.IdentityClaimed(bean(Identities.class).id("telegram", "telegram", telegramId), id));
        tell(
                Story.credited(user, credits),
                new GrantEvent.GrantIssued(
                        Story.grant(user),
                        Story.account(user),
                        dev.atelier.contracts.money.Credits.of(credits),
                        seal(user, "a present")));
    }

    public PersonalText seal(int user, String text) {
        return bean(PersonalTexts.class).seal(Story.user(user), text);
    }

    private IdentityId oidc(String subject) {
        return bean(Identities.class).id("oidc", ISSUER.issuer(), subject);
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
