package dev.atelier.gpu.runpod;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResultHostsTest {
    private final ResultHosts hosts =
            ResultHosts.of(List.of("bucket.example", "other.example:9000", "http://127.0.0.1:9001"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://bucket.example/a/b.png?X-Amz-Signature=x",
                "https://bucket.example:443/a",
                "HTTPS://BUCKET.EXAMPLE/a",
                "https://other.example:9000/a",
                "http://127.0.0.1:9001/a"
            })
    void whatIsOnTheListMayBeFetched(String address) {
        assertThat(hosts.allowed(address)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://bucket.example/a",
                "https://bucket.example:8443/a",
                "https://bucket.example.evil.example/a",
                "https://evil.example/bucket.example",
                "https://bucket.example@evil.example/a",
                "https://user@bucket.example/a",
                "https://other.example/a",
                "https://127.0.0.1:9001/a",
                "http://127.0.0.1/a",
                "http://169.254.169.254/latest/meta-data",
                "//bucket.example/a",
                "bucket.example/a",
                "file:///etc/passwd",
                "simulated_uploaded/x.png",
                "https://bucket.example/a b",
                ""
            })
    void everythingElseMayNot(String address) {
        assertThat(hosts.allowed(address)).isEmpty();
    }

    @Test
    void withoutAListNothingMayBeFetched() {
        assertThat(ResultHosts.of(List.of()).allowed("https://bucket.example/a"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "https://bucket.example", "bucket.example/path", "user@bucket.example", "http://x/path"})
    void anEntryIsAHost(String entry) {
        assertThatThrownBy(() -> ResultHosts.of(List.of(entry))).hasMessageContaining("result-hosts");
    }

    @Test
    void whatIsSignedIsNotPrinted() {
        assertThat(ResultHosts.describe("https://bucket.example/a.png?X-Amz-Signature=x"))
                .isEqualTo("https://bucket.example/a.png");
        assertThat(ResultHosts.describe("no address at all")).doesNotContain("no address at all");
    }
}
