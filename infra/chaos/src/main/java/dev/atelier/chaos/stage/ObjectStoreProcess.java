package dev.atelier.chaos.stage;

import dev.atelier.servers.ObjectStore;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/**
 * S3 as a process of its own: {@code FOLDER BUCKET}. Says its endpoint, region and keys on standard output, where only
 * its parent reads them.
 */
public final class ObjectStoreProcess {
    private ObjectStoreProcess() {}

    public static void main(String[] arguments) throws InterruptedException {
        ObjectStore store = ObjectStore.start(Path.of(arguments[0]));
        Runtime.getRuntime().addShutdownHook(new Thread(store::close));
        store.createBucket(arguments[1]);
        System.out.println(store.endpoint() + " " + store.region() + " " + store.accessKey() + " " + store.secretKey());
        new CountDownLatch(1).await();
    }
}
