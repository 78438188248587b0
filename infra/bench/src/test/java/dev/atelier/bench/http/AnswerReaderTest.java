package dev.atelier.bench.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class AnswerReaderTest {
    private static final String OK = "HTTP/1.1 200 \r\nContent-Length: 5\r\nETag: \"7-1\"\r\n\r\nhello";

    @Test
    void answers_follow_each_other_on_one_connection() throws IOException {
        AnswerReader answers = reader(OK + "HTTP/1.1 404 Not Found\r\ncontent-length:2\r\n\r\nno");

        HttpAnswer first = answers.read();
        HttpAnswer second = answers.read();

        assertThat(first.status()).isEqualTo(200);
        assertThat(first.text()).isEqualTo("hello");
        assertThat(first.etag()).isEqualTo("\"7-1\"");
        assertThat(first.isGood()).isTrue();
        assertThat(second.status()).isEqualTo(404);
        assertThat(second.text()).isEqualTo("no");
        assertThat(second.isGood()).isFalse();
    }

    @Test
    void it_does_not_matter_how_the_bytes_arrive() throws IOException {
        AnswerReader answers =
                new AnswerReader(new ByteArrayInputStream((OK + OK).getBytes(StandardCharsets.US_ASCII)) {
                    @Override
                    public synchronized int read(byte[] into) {
                        return super.read(into, 0, 1);
                    }
                });

        assertThat(answers.read().text()).isEqualTo("hello");
        assertThat(answers.read().etag()).isEqualTo("\"7-1\"");
    }

    @Test
    void chunks_are_put_together() throws IOException {
        AnswerReader answers = reader("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
                + "4\r\nwiki\r\nA;x=y\r\n0123456789\r\n0\r\nTrailer: t\r\n\r\n" + OK);

        assertThat(answers.read().text()).isEqualTo("wiki0123456789");
        assertThat(answers.read().text()).isEqualTo("hello");
    }

    @Test
    void not_modified_has_no_body_whatever_it_says() throws IOException {
        AnswerReader answers = reader("HTTP/1.1 304 \r\nContent-Length: 5\r\n\r\n" + OK);

        assertThat(answers.read().body()).isEmpty();
        assertThat(answers.read().text()).isEqualTo("hello");
    }

    @Test
    void a_server_may_want_to_close() throws IOException {
        assertThat(reader("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 0\r\n\r\n")
                        .read()
                        .keepAlive())
                .isFalse();
        assertThat(reader(OK).read().keepAlive()).isTrue();
    }

    @Test
    void a_body_larger_than_the_buffer_is_whole() throws IOException {
        String body = "0123456789".repeat(5_000);

        assertThat(reader("HTTP/1.1 200 OK\r\nContent-Length: 50000\r\n\r\n" + body)
                        .read()
                        .text())
                .isEqualTo(body);
    }

    @Test
    void what_is_not_http_is_refused() {
        assertThatThrownBy(() -> reader("SSH-2.0-OpenSSH\r\n").read()).isInstanceOf(ProtocolException.class);
        assertThatThrownBy(() -> reader("HTTP/1.1 200 OK\r\nContent-").read()).isInstanceOf(EOFException.class);
    }

    @Test
    void bytes_are_found_in_a_body() throws IOException {
        HttpAnswer answer = reader(OK).read();

        assertThat(answer.contains("llo".getBytes(StandardCharsets.US_ASCII))).isTrue();
        assertThat(answer.contains("lll".getBytes(StandardCharsets.US_ASCII))).isFalse();
    }

    private static AnswerReader reader(String text) {
        InputStream in = new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1));
        return new AnswerReader(in);
    }
}
