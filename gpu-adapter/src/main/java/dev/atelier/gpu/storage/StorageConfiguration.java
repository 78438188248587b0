package dev.atelier.gpu.storage;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The bucket as the adapter uses it. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(S3Settings.class)
public class StorageConfiguration {
    @Bean
    S3Bucket bucket(S3Settings settings) {
        return new S3Bucket(settings);
    }

    @Bean
    JobPictures jobPictures(S3Bucket bucket) {
        return new JobPictures(bucket);
    }

    @Bean
    Results results(S3Bucket bucket, S3Settings settings) {
        return new Results(bucket, settings.pixelsMax());
    }
}
