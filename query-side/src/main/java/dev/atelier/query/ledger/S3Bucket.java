package dev.atelier.query.ledger;

import dev.atelier.audit.domain.StoredObject;
import dev.atelier.query.links.StorageSettings;
import java.util.function.Consumer;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** The bucket at any S3, a thousand objects a page (ListObjectsV2). Needs the permission {@code s3:ListBucket}. */
final class S3Bucket implements Bucket, AutoCloseable {
    private final S3Client client;
    private final String bucket;

    S3Bucket(StorageSettings settings) {
        bucket = settings.bucket();
        client = S3Client.builder()
                .endpointOverride(settings.ownAddress())
                .region(Region.of(settings.region()))
                .credentialsProvider(StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(settings.accessKey(), settings.secretKey())))
                .forcePathStyle(true)
                .httpClient(UrlConnectionHttpClient.create())
                .build();
    }

    @Override
    public void forEach(String prefix, Consumer<StoredObject> object) {
        try {
            client.listObjectsV2Paginator(request -> request.bucket(bucket).prefix(prefix)).stream()
                    .flatMap(page -> page.contents().stream())
                    .map(found -> new StoredObject(found.key(), found.size(), found.lastModified()))
                    .forEach(object);
        } catch (SdkException e) {
            throw new BucketAwayException(e);
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
