package dev.atelier.servers.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.DriverManager;
import org.junit.jupiter.api.Test;

class SharedServersIT {

    @Test
    void givesEveryTestADatabaseOfItsOwn() throws Exception {
        String first = TestServers.freshDatabase();
        String second = TestServers.freshDatabase();
        assertThat(first).isNotEqualTo(second);
        var server = TestServers.postgres();
        try (var connection = DriverManager.getConnection(second, server.user(), server.password())) {
            assertThat(connection.isValid(5)).isTrue();
        }
    }

    @Test
    void startsEachServerOnce() {
        assertThat(TestServers.redis()).isSameAs(TestServers.redis());
        assertThat(TestServers.broker()).isSameAs(TestServers.broker());
        assertThat(TestServers.s3()).isSameAs(TestServers.s3());
    }
}
