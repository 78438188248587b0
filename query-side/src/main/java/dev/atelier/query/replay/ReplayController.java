package dev.atelier.query.replay;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.atelier.contracts.error.ErrorCode;
import dev.atelier.query.reading.Ids;
import dev.atelier.query.replay.Replays.Progress;
import dev.atelier.web.access.AdminReads;
import dev.atelier.web.access.Caller;
import dev.atelier.web.link.PublicAddress;
import dev.atelier.web.problem.ProblemException;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** For administrators: builds the read models again from the whole log, beside those that are read meanwhile. */
@RestController
final class ReplayController {
    private static final int REASON_CHARACTERS_MAX = 500;

    private final Replays replays;
    private final ReplayLoop loop;
    private final AdminReads reads;
    private final PublicAddress address;

    ReplayController(Replays replays, ReplayLoop loop, AdminReads reads, PublicAddress address) {
        this.replays = replays;
        this.loop = loop;
        this.reads = reads;
        this.address = address;
    }

    record ReplayRequest(@Nullable String reason) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record ReplayAnswer(
            String id,
            String state,
            String reason,
            String actor,
            Instant startedAt,
            @Nullable Instant endedAt,
            long eventsDone,
            long eventsInLog,
            int percent,
            long eventsPerSecond,
            @Nullable Long etaSeconds,
            @Nullable String failure) {
        static ReplayAnswer of(Progress progress) {
            Replay replay = progress.replay();
            return new ReplayAnswer(
                    replay.id(),
                    replay.state().word(),
                    replay.reason(),
                    replay.actor(),
                    replay.startedAt(),
                    replay.endedAt(),
                    progress.done(),
                    progress.total(),
                    progress.percent(),
                    progress.eventsPerSecond(),
                    progress.etaSeconds().orElse(null),
                    replay.failure());
        }
    }

    record ReplayList(List<ReplayAnswer> replays) {}

    @PostMapping("/admin/replays")
    ResponseEntity<ReplayAnswer> start(Caller caller, @RequestBody ReplayRequest body) {
        Replay replay = replays.start(reason(body.reason()), caller.actor());
        loop.take(replay);
        return ResponseEntity.accepted()
                .location(URI.create(address.link("/admin/replays/" + replay.id())))
                .body(replays.find(replay.id()).map(ReplayAnswer::of).orElseThrow(Ids::unknown));
    }

    @GetMapping("/admin/replays/{id}")
    ResponseEntity<ReplayAnswer> replay(@PathVariable String id, Caller caller) {
        Progress progress = replays.find(id).orElseThrow(Ids::unknown);
        reads.read(caller, progress.replay().id());
        return noStore(ReplayAnswer.of(progress));
    }

    @GetMapping("/admin/replays")
    ResponseEntity<ReplayList> replays(Caller caller) {
        reads.read(caller, "the replays");
        return noStore(
                new ReplayList(replays.all().stream().map(ReplayAnswer::of).toList()));
    }

    private static String reason(@Nullable String reason) {
        if (reason == null || reason.isBlank()) {
            throw ProblemException.of(ErrorCode.MALFORMED)
                    .error("/reason", "This is missing.", "Это значение не указано.");
        }
        if (reason.codePointCount(0, reason.length()) > REASON_CHARACTERS_MAX) {
            throw ProblemException.of(ErrorCode.MALFORMED)
                    .error(
                            "/reason",
                            "At most %d characters.".formatted(REASON_CHARACTERS_MAX),
                            "Не больше %d символов.".formatted(REASON_CHARACTERS_MAX));
        }
        return reason;
    }

    private static <T> ResponseEntity<T> noStore(T body) {
        return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(body);
    }
}
