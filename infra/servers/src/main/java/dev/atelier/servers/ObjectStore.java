package dev.atelier.servers;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.gaul.s3proxy.CrossOriginResourceSharing;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;

/**
 * A private S3 inside this JVM: S3Proxy on the file system, path style ({@code http://127.0.0.1:port/bucket/key}),
 * region {@code us-east-1}, signatures and the expiry of presigned URLs checked. Objects are the files
 * {@code objects/<bucket>/<key>}; tags, versions and life cycles are not supported (501).
 *
 * <p>It brings {@code jackson-dataformat-xml} to the class path, with which Spring MVC would answer browsers in XML: a
 * REST application beside it has to remove its XML converters.
 */
public final class ObjectStore implements AutoCloseable {

    private static final String REGION = "us-east-1";

    private final ServerFolder folder;
    private final BlobStore blobs;
    private final S3Proxy server;
    private final Keys keys;

    private final String host;

    private record Keys(String access, String secret) {}

    /**
     * How to serve.
     *
     * @param bindAddress the IPv4 address to listen on; 0.0.0.0 is every address of this machine
     * @param allowedOrigins origins of web pages that may read and write with presigned URLs, as regular expressions;
     *     empty for none
     */
    public record Access(String bindAddress, List<String> allowedOrigins) {

        /** This machine only, no web pages. */
        public static final Access LOCAL = new Access("127.0.0.1", List.of());

        public Access {
            allowedOrigins = List.copyOf(allowedOrigins);
        }

        private String hostForLocalClients() {
            return bindAddress.equals("0.0.0.0") ? "127.0.0.1" : bindAddress;
        }

        private CrossOriginResourceSharing crossOrigin() {
            return allowedOrigins.isEmpty()
                    ? CrossOriginResourceSharing.disabled()
                    : new CrossOriginResourceSharing(
                            allowedOrigins, List.of("GET", "HEAD", "PUT"), List.of("*"), List.of("ETag"), "");
        }
    }

    private ObjectStore(ServerFolder folder, BlobStore blobs, S3Proxy server, Keys keys, String host) {
        this.folder = folder;
        this.blobs = blobs;
        this.server = server;
        this.keys = keys;
        this.host = host;
    }

    /** Starts for this machine only. */
    public static ObjectStore start(Path folder) {
        return start(folder, Access.LOCAL);
    }

    /**
     * Starts the store.
     *
     * @throws ServerFailure when it does not come up
     */
    public static ObjectStore start(Path folder, Access access) {
        return ServerFolder.start(folder, opened -> start(opened, access));
    }

    private static ObjectStore start(ServerFolder folder, Access access) throws IOException {
        Keys keys = new Keys(folder.secret("access-key"), folder.secret("secret-key"));
        BlobStore blobs = new FilesystemNio2BlobStore(
                Files.createDirectories(folder.file("objects")).toString());
        S3Proxy server = S3Proxy.builder()
                .blobStore(blobs)
                .endpoint(URI.create("http://" + access.bindAddress() + ":" + folder.port("port")))
                .awsAuthentication(AuthenticationType.AWS_V4, keys.access(), keys.secret())
                .corsRules(access.crossOrigin())
                .ignoreUnknownHeaders(true)
                .build();
        try {
            server.start();
        } catch (Exception e) {
            throw new ServerFailure("The object store in " + folder.path() + " did not start", e);
        }
        return new ObjectStore(folder, blobs, server, keys, access.hostForLocalClients());
    }

    /** Makes a bucket unless it exists. */
    public void createBucket(String name) {
        if (!blobs.containerExists(name)) {
            blobs.createContainer(name);
        }
    }

    /** {@code http://127.0.0.1:<port>}, unless the store listens on one other address only. */
    public URI endpoint() {
        return URI.create("http://" + host + ":" + server.getPort());
    }

    public String region() {
        return REGION;
    }

    public String accessKey() {
        return keys.access();
    }

    public String secretKey() {
        return keys.secret();
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception e) {
            throw new ServerFailure("The object store in " + folder.path() + " did not stop", e);
        } finally {
            folder.close();
        }
    }
}
