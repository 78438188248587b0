package dev.atelier.query.links;

import dev.atelier.contracts.job.Artifact;
import dev.atelier.contracts.job.JobId;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.regex.Pattern;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/**
 * Presigned links of S3 (Signature Version 4 in the query). The SDK's presigner signs as of now only; its signer takes
 * the clock of the link's window.
 */
public final class S3ArtifactLinks implements ArtifactLinks {
    private static final Pattern REST_OF_KEY = Pattern.compile("[0-9]{1,9}/[0-9a-f]{64}\\.[a-z0-9]{1,8}");

    private final AwsV4HttpSigner signer = AwsV4HttpSigner.create();
    private final StorageSettings settings;
    private final AwsCredentialsIdentity credentials;

    public S3ArtifactLinks(StorageSettings settings) {
        this.settings = settings;
        credentials = AwsCredentialsIdentity.create(settings.accessKey(), settings.secretKey());
    }

    @Override
    public String link(JobId job, Artifact artifact, LinkWindow window) {
        String prefix = "results/" + job + "/";
        String key = artifact.key();
        if (!key.startsWith(prefix)
                || !REST_OF_KEY.matcher(key.substring(prefix.length())).matches()) {
            throw new IllegalArgumentException("not a result of " + job);
        }
        SdkHttpRequest request = request(key, job + key.substring(key.lastIndexOf('.')), artifact.mediaType());
        return signer.sign(plain -> plain.identity(credentials)
                        .request(request)
                        .putProperty(AwsV4FamilyHttpSigner.SERVICE_SIGNING_NAME, "s3")
                        .putProperty(AwsV4HttpSigner.REGION_NAME, settings.region())
                        .putProperty(AwsV4FamilyHttpSigner.DOUBLE_URL_ENCODE, false)
                        .putProperty(AwsV4FamilyHttpSigner.NORMALIZE_PATH, false)
                        .putProperty(AwsV4FamilyHttpSigner.PAYLOAD_SIGNING_ENABLED, false)
                        .putProperty(
                                AwsV4FamilyHttpSigner.AUTH_LOCATION, AwsV4FamilyHttpSigner.AuthLocation.QUERY_STRING)
                        .putProperty(AwsV4FamilyHttpSigner.EXPIRATION_DURATION, LinkWindow.VALID)
                        .putProperty(HttpSigner.SIGNING_CLOCK, Clock.fixed(window.begins(), ZoneOffset.UTC)))
                .request()
                .getUri()
                .toString();
    }

    /** Path style, and as an attachment: a browser stores it and never runs it. */
    private SdkHttpRequest request(String key, String fileName, String mediaType) {
        return SdkHttpRequest.builder()
                .method(SdkHttpMethod.GET)
                .uri(settings.publicAddress().resolve("/" + settings.bucket() + "/" + key))
                .putRawQueryParameter("response-content-disposition", "attachment; filename=\"" + fileName + "\"")
                .putRawQueryParameter("response-content-type", mediaType)
                .build();
    }
}
