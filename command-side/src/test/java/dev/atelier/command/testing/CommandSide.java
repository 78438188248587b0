package dev.atelier.command.testing;

import dev.atelier.command.CommandSideApplication;
import dev.atelier.eventstore.LogReader;
import dev.atelier.servers.ObjectStore;
import dev.atelier.servers.testing.TestServers;
import dev.atelier.web.access.Role;
import dev.atelier.web.testing.TestIssuer;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.context.ConfigurableApplicationContext;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** The write side on real servers, with a database and a bucket of its own. */
public final class CommandSide implements AutoCloseable {
    private static int buckets;

    private final TestIssuer issuer;
    private final String bucket;
    private final ConfigurableApplicationContext context;

    public CommandSide(Map<String, String> more) {
        this(new TestIssuer(), newBucket(), more);
    }

    private CommandSide(TestIssuer issuer, String bucket, Map<String, String> more) {
        this.issuer = issuer;
        this.bucket = bucket;
        context = CommandSideApplication.builder().run(arguments(more));
    }

    /** Another process that knows the same people and the same bucket. */
    public CommandSide replica(Map<String, String> more) {
        return new CommandSide(issuer, bucket, more);
    }

    private String[] arguments(Map<String, String> more) {
        ObjectStore s3 = TestServers.s3();
        s3.createBucket(bucket);
        Map<String, String> settings = new LinkedHashMap<>(issuer.settings());
        settings.put("server.port", "0");
        settings.put("management.server.port", "0");
        settings.put("atelier.backend-url", "https://atelier.example");
        settings.put("atelier.log.jdbc-url", TestServers.freshDatabase());
        settings.put("atelier.log.user", TestServers.postgres().user());
        settings.put("atelier.log.password", TestServers.postgres().password());
        settings.put("atelier.identity.key", "0123456789abcdef0123456789abcdef");
        settings.put("atelier.broker.uri", TestServers.broker().uri());
        settings.put("atelier.broker.kind", "qpid");
        settings.put("atelier.s3.endpoint", s3.endpoint().toString());
        settings.put("atelier.s3.region", s3.region());
        settings.put("atelier.s3.bucket", bucket);
        settings.put("atelier.s3.access-key", s3.accessKey());
        settings.put("atelier.s3.secret-key", s3.secretKey());
        settings.putAll(more);
        return settings.entrySet().stream()
                .map(setting -> "--" + setting.getKey() + "=" + setting.getValue())
                .toArray(String[]::new);
    }

    private static synchronized String newBucket() {
        return "command-side-" + ++buckets;
    }

    /** A person who signed in at the issuer, registered or not. */
    public Http person(String subject) {
        return http(issuer.token(subject, Role.USER));
    }

    public Http administrator() {
        return http(issuer.token("root", Role.ADMIN));
    }

    /** The bot, acting for a Telegram person. */
    public Http bot(String telegramId) {
        return http(issuer.token("telegram-bot", Role.SERVICE)).with("On-Behalf-Of", "telegram:" + telegramId);
    }

    public Http nobody() {
        return new Http(address("local.server.port"), Map.of());
    }

    public Http management() {
        return new Http(address("local.management.port"), Map.of());
    }

    private Http http(String token) {
        return nobody().with("Authorization", "Bearer " + token);
    }

    private URI address(String portProperty) {
        return URI.create("http://127.0.0.1:" + context.getEnvironment().getRequiredProperty(portProperty));
    }

    public LogReader log() {
        return bean(LogReader.class);
    }

    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    public ConfigurableApplicationContext context() {
        return context;
    }

    public String bucket() {
        return bucket;
    }

    /** A client of the bucket that knows nothing of the write side. */
    public S3Client s3() {
        ObjectStore s3 = TestServers.s3();
        return S3Client.builder()
                .endpointOverride(s3.endpoint())
                .region(Region.of(s3.region()))
                .credentialsProvider(
                        StaticCredentialsProvider.create(AwsBasicCredentials.create(s3.accessKey(), s3.secretKey())))
                .forcePathStyle(true)
                .httpClientBuilder(Apache5HttpClient.builder())
                .build();
    }

    @Override
    public void close() {
        context.close();
        issuer.close();
    }
}
