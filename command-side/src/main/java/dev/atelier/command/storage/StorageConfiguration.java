package dev.atelier.command.storage;

import dev.atelier.contracts.error.ErrorCode;
import dev.atelier.web.problem.ProblemException;
import dev.atelier.web.problem.ProblemTranslation;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/** The bucket: one client for us, and a shorter way for what is asked most; one signer for clients. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(StorageSettings.class)
public class StorageConfiguration {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(3);
    private static final Duration READ_TIMEOUT = Duration.ofSeconds(20);
    /** As many as messages are handled at once: each may ask for a result. */
    private static final int CONNECTIONS_MAX = 200;

    @Bean
    SdkHttpClient storageHttp() {
        return Apache5HttpClient.builder()
                .connectionTimeout(CONNECT_TIMEOUT)
                .socketTimeout(READ_TIMEOUT)
                .maxConnections(CONNECTIONS_MAX)
                .build();
    }

    @Bean
    S3ObjectStorage objectStorage(StorageSettings settings, SdkHttpClient http) {
        StaticCredentialsProvider credentials = StaticCredentialsProvider.create(
                AwsBasicCredentials.create(settings.accessKey(), settings.secretKey()));
        S3Client client = S3Client.builder()
                .endpointOverride(settings.endpointForUs())
                .region(Region.of(settings.region()))
                .credentialsProvider(credentials)
                .forcePathStyle(true)
                .httpClient(http)
                .build();
        URI bucket = URI.create(settings.endpointForUs().toString().replaceAll("/+$", "") + "/" + settings.bucket());
        ObjectHead head = new ObjectHead(http, credentials.resolveCredentials(), settings.region(), bucket);
        S3Presigner presigner = presigner(settings.endpointForClients(), settings.region(), credentials);
        return new S3ObjectStorage(client, head, presigner, settings.bucket(), settings.uploadLinkLifetime());
    }

    @Bean
    ProblemTranslation storageProblems() {
        return exception -> exception instanceof StorageAwayException away
                ? Optional.of(ProblemException.of(ErrorCode.UNAVAILABLE, away))
                : Optional.empty();
    }

    private static S3Presigner presigner(URI endpoint, String region, StaticCredentialsProvider credentials) {
        return S3Presigner.builder()
                .endpointOverride(endpoint)
                .region(Region.of(region))
                .credentialsProvider(credentials)
                .serviceConfiguration(
                        S3Configuration.builder().pathStyleAccessEnabled(true).build())
                .build();
    }
}
