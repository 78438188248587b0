package dev.atelier.allinone.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.atelier.allinone.cli.ApiClient;
import java.awt.image.BufferedImage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.IntBinaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** The main job from outside, on everything embedded. */
@TestMethodOrder(OrderAnnotation.class)
class LocalRunJourney {
    /** ComfyUI computes in floats and cuts off the fraction: 255 - v may come out as one less. */
    private static final int ROUNDING = 1;

    private static final Duration JOB_LIMIT = Duration.ofSeconds(60);

    @TempDir
    static Path home;

    private static RunningAtelier atelier;

    @BeforeAll
    static void start() {
        atelier = RunningAtelier.start(home);
    }

    @AfterAll
    static void stop() throws InterruptedException {
        atelier.close();
    }

    @Test
    @Order(1)
    void a_picture_comes_back_inverted_and_paid_for() {
        BufferedImage result = resultOf("invert", "image/png", TestPictures.cat());

        assertPixels(result, TestPictures.decode(TestPictures.cat()), ROUNDING, (x, y) -> y * 451 + x);
    }

    @Test
    @Order(1)
    void a_phones_photograph_is_turned_right_and_tells_nothing() {
        byte[] photo = TestPictures.lyingJpeg(96, 64);
        byte[] file = fileOf("invert", "image/jpeg", photo);

        BufferedImage lying = TestPictures.decode(photo);
        BufferedImage result = TestPictures.decode(file);
        assertThat(result.getWidth()).isEqualTo(64);
        assertThat(result.getHeight()).isEqualTo(96);
        assertPixels(result, lying, 2, (x, y) -> (63 - x) * 96 + y);
        assertThat(new String(file, StandardCharsets.ISO_8859_1))
                .doesNotContain("Exif", "eXIf", "GPS", "tEXt", "iTXt", "zTXt", "class_type");
    }

    @Test
    @Order(1)
    void a_printers_photograph_comes_back_in_rgb() {
        BufferedImage result = resultOf("invert", "image/jpeg", TestPictures.cmyk());

        assertThat(result.getColorModel().getNumComponents()).isEqualTo(3);
        assertThat(result.getRGB(48, 1) >> 16 & 0xff).as("red, inverted").isLessThan(90);
        assertThat(result.getRGB(48, 62) >> 16 & 0xff).as("blue, inverted").isGreaterThan(150);
    }

    @ParameterizedTest
    @Order(1)
    @CsvSource({"upscale-2x,902,600", "half-size,226,150", "square-crop,512,512", "invert-and-half,226,150"})
    void every_preset_gives_its_size(String preset, int width, int height) {
        BufferedImage result = resultOf(preset, "image/png", TestPictures.cat());

        assertThat(result.getWidth()).isBetween(width - 1, width);
        assertThat(result.getHeight()).isEqualTo(height);
    }

    @Test
    @Order(2)
    void what_cannot_be_done_is_told_by_the_catalogue_and_nothing_is_half_stored() {
        Person poor = Person.register(atelier, 1);
        Person stranger = Person.register(atelier, 10);
        String upload = poor.upload("image/png", TestPictures.tiny(1));
        String foreign = stranger.upload("image/png", TestPictures.tiny(2));

        refused("OUT_OF_CREDIT", () -> poor.createJob("invert", upload));
        refused("UNKNOWN_PRESET", () -> stranger.createJob("nothing-like-it", foreign));
        refused("UPLOAD_NOT_READY", () -> poor.createJob("half-size", foreign));
        refused("TOO_MANY_PIXELS", () -> poor.upload("image/png", TestPictures.pngBomb()));
        refused("NOT_AN_IMAGE", () -> poor.upload("image/png", "not a picture".getBytes(StandardCharsets.UTF_8)));
        refused(
                "UNSUPPORTED_MEDIA_TYPE",
                () -> poor.upload("application/xml", "<a/>".getBytes(StandardCharsets.UTF_8)));
        refused(
                "INVALID_PARAMETER",
                () -> stranger.api()
                        .post(
                                "/api/jobs",
                                Map.of(
                                        "preset", "square-crop",
                                        "inputs", Map.of("image", foreign),
                                        "parameters", Map.of("size", 1_000_000)),
                                Map.of()));
        String job = stranger.createJob("half-size", foreign);
        refused("NOT_FOUND", () -> poor.api().get("/api/jobs/" + job));
        stranger.awaitEnd(job, JOB_LIMIT);

        assertThat(poor.balance().path("available").asLong()).isEqualTo(1);
        assertThat(poor.balance().path("held").asLong()).isZero();
    }

    @Test
    @Order(2)
    void the_same_key_is_the_same_job_and_another_body_is_a_mistake() {
        Person person = Person.register(atelier, 10);
        String upload = person.upload("image/png", TestPictures.tiny(3));
        Map<String, String> key = Map.of("Idempotency-Key", UUID.randomUUID().toString());
        Map<String, Object> body = Map.of("preset", "half-size", "inputs", Map.of("image", upload));

        JsonNode first = person.api().post("/api/jobs", body, key);
        JsonNode again = person.api().post("/api/jobs", body, key);

        assertThat(again.path("id")).isEqualTo(first.path("id"));
        refused(
                "KEY_REUSED",
                () -> person.api()
                        .post("/api/jobs", Map.of("preset", "invert", "inputs", Map.of("image", upload)), key));
        person.awaitEnd(first.path("id").asString(), JOB_LIMIT);
        assertThat(person.balance().path("available").asLong()).isEqualTo(9);
    }

    @Test
    @Order(3)
    void a_thousand_jobs_of_fifty_people_all_end_and_the_log_alone_proves_the_money() throws Exception {
        ConcurrentLinkedQueue<String> jobs = new ConcurrentLinkedQueue<>();
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            CompletableFuture<?>[] people = IntStream.range(0, 50)
                    .mapToObj(number -> CompletableFuture.runAsync(() -> askTwentyTimes(number, jobs), executor))
                    .toArray(CompletableFuture[]::new);
            CompletableFuture.allOf(people).join();
        }

        assertThat(jobs).hasSize(1_000).doesNotHaveDuplicates();
        Await.until(
                "all money is settled",
                Duration.ofMinutes(2),
                () -> audit().openReservations().isEmpty());
        Ledger ledger = audit();
        assertThat(ledger.createdJobs()).containsAll(jobs);
        assertThat(ledger.ends().keySet()).containsAll(ledger.createdJobs());
        assertThat(jobs).allSatisfy(job -> {
            assertThat(ledger.ends()).containsEntry(job, "job-succeeded");
            assertThat(ledger.captured(job)).isEqualTo(1);
        });
    }

    @Test
    @Order(4)
    void the_auditor_finds_nothing_in_the_log_in_redis_or_in_s3() throws Exception {
        assertThat(RunningAtelier.say(home, "audit").lines())
                .contains(
                        "findings=0",
                        "credits.held=0",
                        "credits.sum=0",
                        "settling=0",
                        "redis=compared",
                        "s3=compared",
                        "s3.unnamed=0")
                .anyMatch(line -> line.matches("jobs\\.succeeded=1\\d{3}"))
                .anyMatch(line -> line.matches("redis\\.jobs=1\\d{3}"));
    }

    @Test
    @Order(5)
    void it_stops_within_five_seconds_and_leaves_no_process_behind() throws Exception {
        List<ProcessHandle> processes = atelier.processes();

        assertThat(atelier.stop()).isLessThan(Duration.ofSeconds(5));
        for (ProcessHandle process : processes) {
            Await.until(process + " ends", Duration.ofSeconds(5), () -> !process.isAlive());
        }
    }

    @Test
    @Order(6)
    void the_log_alone_is_audited_while_nothing_runs() throws Exception {
        assertThat(RunningAtelier.say(home, "audit").lines())
                .contains("findings=0", "credits.sum=0", "redis=not compared: Atelier does not run");
    }

    private static void askTwentyTimes(int number, ConcurrentLinkedQueue<String> jobs) {
        Person person = Person.register(atelier, 20);
        String upload = person.upload("image/png", TestPictures.tiny(100 + number));
        List<String> own = IntStream.range(0, 20)
                .mapToObj(n -> person.createJob("half-size", upload))
                .toList();
        own.forEach(job -> Await.until(
                job + " ends",
                Duration.ofMinutes(8),
                TimeUnit.SECONDS.toNanos(1),
                () -> Person.hasEnded(person.state(job))));
        jobs.addAll(own);
    }

    private static Ledger audit() throws Exception {
        return Ledger.audit(RunningAtelier.say(home, "export-log"));
    }

    private static BufferedImage resultOf(String preset, String mediaType, byte[] picture) {
        return TestPictures.decode(fileOf(preset, mediaType, picture));
    }

    private static byte[] fileOf(String preset, String mediaType, byte[] picture) {
        Person person = Person.register(atelier, 10);
        JsonNode view = person.awaitEnd(person.createJob(preset, person.upload(mediaType, picture)), JOB_LIMIT);
        assertThat(view.path("state").asString()).as(view.toString()).isEqualTo("succeeded");
        assertThat(view.path("status").asString()).isEqualTo("completed");
        Await.until(
                "the price is captured",
                JOB_LIMIT,
                () -> person.balance().path("held").asLong() == 0);
        assertThat(person.balance().path("available").asLong())
                .isEqualTo(10 - view.path("price").asLong());
        return person.api().download(view.path("artifacts").path(0).path("url").asString());
    }

    /** @param place where in the source (row by row) the result's pixel comes from */
    private static void assertPixels(BufferedImage result, BufferedImage source, int slack, IntBinaryOperator place) {
        for (int y = 0; y < result.getHeight(); y++) {
            for (int x = 0; x < result.getWidth(); x++) {
                int from = place.applyAsInt(x, y);
                int expected = ~source.getRGB(from % source.getWidth(), from / source.getWidth());
                for (int shift = 0; shift <= 16; shift += 8) {
                    int difference = Math.abs((result.getRGB(x, y) >> shift & 0xff) - (expected >> shift & 0xff));
                    assertThat(difference).as("pixel %d, %d", x, y).isLessThanOrEqualTo(slack);
                }
            }
        }
    }

    private static void refused(String code, Runnable request) {
        assertThatThrownBy(request::run).isInstanceOf(ApiClient.Refused.class).hasMessageContaining(code);
    }
}
