package dev.atelier.eventstore.proof.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class StoredRowTest {
    private static final UUID ID = UUID.fromString("00112233-4455-6677-8899-aabbccddeeff");
    private static final StoredRow ROW = row(7, "job-1", 2, "job", ID, 1_000_001, "job-queued", 3, "{\"я\":1}", "{}");

    /** Proofs that people keep depend on every one of these bytes: they are never changed. */
    @Test
    void the_bytes_are_these_for_ever() {
        assertThat(HexFormat.of().formatHex(ROW.bytes()))
                .isEqualTo(
                        "0000000000000007" // position
                                + "00000005" + "6a6f622d31" // stream
                                + "0000000000000002" // sequence
                                + "00000003" + "6a6f62" // stream type
                                + "00112233445566778899aabbccddeeff" // event id
                                + "00000000000f4241" // recorded at
                                + "0000000a" + "6a6f622d717565756564" // name
                                + "00000003" // revision
                                + "00000008" + "7b22d18f223a317d" // payload
                                + "00000002" + "7b7d"); // metadata
        assertThat(ROW.leaf(new Nonce("00".repeat(32))))
                .hasToString("f3a48d234b36a75cb39511f0ca67bbfe66df3e1d32834a852bf9ffff41f68de8");
    }

    @Test
    void no_column_can_change_or_lend_its_letters_to_another_without_a_trace() {
        List<StoredRow> others = List.of(
                ROW,
                row(8, "job-1", 2, "job", ID, 1_000_001, "job-queued", 3, "{\"я\":1}", "{}"),
                row(7, "job-2", 2, "job", ID, 1_000_001, "job-queued", 3, "{\"я\":1}", "{}"),
                row(7, "job-1j", 2, "ob", ID, 1_000_001, "job-queued", 3, "{\"я\":1}", "{}"),
                row(7, "job-1", 3, "job", ID, 1_000_001, "job-queued", 3, "{\"я\":1}", "{}"),
                row(7, "job-1", 2, "job", new UUID(1, 2), 1_000_001, "job-queued", 3, "{\"я\":1}", "{}"),
                row(7, "job-1", 2, "job", ID, 1_000_002, "job-queued", 3, "{\"я\":1}", "{}"),
                row(7, "job-1", 2, "job", ID, 1_000_001, "job-queue", 3, "{\"я\":1}", "{}"),
                row(7, "job-1", 2, "job", ID, 1_000_001, "job-queued", 4, "{\"я\":1}", "{}"),
                row(7, "job-1", 2, "job", ID, 1_000_001, "job-queued", 3, "{\"я\": 1}", "{}"),
                row(7, "job-1", 2, "job", ID, 1_000_001, "job-queued", 3, "{\"я\":1}{", "}"),
                row(7, "job-1", 2, "job", ID, 1_000_001, "job-queued", 3, "{\"я\":1}", "{ }"));

        assertThat(others.stream().map(StoredRow::bytes).map(Arrays::toString)).doesNotHaveDuplicates();
    }

    @Test
    void another_nonce_is_another_leaf() {
        assertThat(Stream.of("00", "01", "ff").map(two -> ROW.leaf(new Nonce(two.repeat(32)))))
                .doesNotHaveDuplicates();
    }

    private static StoredRow row(
            long position,
            String stream,
            long sequence,
            String streamType,
            UUID id,
            long micros,
            String name,
            int revision,
            String payload,
            String metadata) {
        return new StoredRow(position, stream, sequence, streamType, id, micros, name, revision, payload, metadata);
    }
}
