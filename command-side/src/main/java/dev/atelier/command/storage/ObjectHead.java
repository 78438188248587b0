package dev.atelier.command.storage;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/**
 * {@code HEAD} of an object (Amazon S3 API, HeadObject): it is asked for each result of each job, so it goes by the
 * SDK's signer and HTTP client alone. Its whole client cost the command side more than all else it does for a job
 * (docs/performance.md).
 */
final class ObjectHead {
    private static final int OK = 200;
    private static final int NOT_FOUND = 404;
    /** A kept connection may have been closed by the other side; a new one has no such excuse. */
    private static final int TRIES_MAX = 2;

    private final AwsV4HttpSigner signer = AwsV4HttpSigner.create();
    private final SdkHttpClient http;
    private final AwsCredentialsIdentity credentials;
    private final String region;
    private final URI bucket;

    /** @param bucket the address under which its objects lie */
    ObjectHead(SdkHttpClient http, AwsCredentialsIdentity credentials, String region, URI bucket) {
        this.http = http;
        this.credentials = credentials;
        this.region = region;
        this.bucket = bucket;
    }

    /** The size of an object, empty where there is none; whatever else S3 says is a {@link StorageAwayException}. */
    Optional<Long> bytes(String key) {
        HttpExecuteRequest request = HttpExecuteRequest.builder()
                .request(signed(URI.create(bucket + "/" + encoded(key))))
                .build();
        for (int tries = 1; ; tries++) {
            try {
                return length(http.prepareRequest(request).call());
            } catch (IOException e) {
                if (tries == TRIES_MAX) {
                    throw new StorageAwayException(e);
                }
            }
        }
    }

    private SdkHttpRequest signed(URI address) {
        SdkHttpRequest plain =
                SdkHttpRequest.builder().method(SdkHttpMethod.HEAD).uri(address).build();
        return signer.sign(unsigned -> unsigned.identity(credentials)
                        .request(plain)
                        .putProperty(AwsV4FamilyHttpSigner.SERVICE_SIGNING_NAME, "s3")
                        .putProperty(AwsV4HttpSigner.REGION_NAME, region)
                        .putProperty(AwsV4FamilyHttpSigner.DOUBLE_URL_ENCODE, false)
                        .putProperty(AwsV4FamilyHttpSigner.NORMALIZE_PATH, false))
                .request();
    }

    private static Optional<Long> length(HttpExecuteResponse response) throws IOException {
        response.responseBody().ifPresent(AbortableInputStream::abort);
        int status = response.httpResponse().statusCode();
        if (status == NOT_FOUND) {
            return Optional.empty();
        }
        if (status != OK) {
            throw new StorageAwayException(new IOException("HEAD was answered " + status));
        }
        return Optional.of(response.httpResponse()
                .firstMatchingHeader("Content-Length")
                .map(Long::parseLong)
                .orElseThrow(() -> new IOException("no length in the answer")));
    }

    /** Signature Version 4 wants every byte escaped but letters, digits and {@code -._~}, and the slashes kept. */
    private static String encoded(String key) {
        return Arrays.stream(key.split("/", -1))
                .map(part -> URLEncoder.encode(part, StandardCharsets.UTF_8)
                        .replace("+", "%20")
                        .replace("*", "%2A")
                        .replace("%7E", "~"))
                .collect(Collectors.joining("/"));
    }
}
