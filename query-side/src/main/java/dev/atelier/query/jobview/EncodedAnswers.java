package dev.atelier.query.jobview;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.atelier.contracts.job.JobId;
import dev.atelier.query.jobview.domain.JobView;
import dev.atelier.query.links.LinkWindow;
import java.time.Clock;
import java.time.Duration;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

/**
 * Answers about one job as they leave. The answer about a job that is over stays the same for as long as its links do,
 * so it is written once and not at every read.
 */
final class EncodedAnswers {
    private static final long BYTES_MAX = 8_000_000;
    private static final Duration UNUSED_MAX = Duration.ofMinutes(15);

    private final JobAnswers answers;
    private final Clock clock;
    private final ObjectWriter json;
    private final Cache<JobId, Kept> kept = Caffeine.newBuilder()
            .maximumWeight(BYTES_MAX)
            .weigher((JobId job, Kept answer) -> answer.json().length)
            .expireAfterAccess(UNUSED_MAX)
            .build();

    /** An answer and all that went into it. */
    private record Kept(JobView view, String language, LinkWindow window, byte[] json) {
        /** By identity: the store gives the same view as long as nothing has changed, and comparing it all is dear. */
        boolean isOf(JobView other, String otherLanguage, LinkWindow otherWindow) {
            return view == other && language.equals(otherLanguage) && window.equals(otherWindow);
        }
    }

    /** @param mapper which writes all other answers, too */
    EncodedAnswers(JobAnswers answers, Clock clock, JsonMapper mapper) {
        this.answers = answers;
        this.clock = clock;
        json = mapper.writerFor(JobAnswer.class);
    }

    /** {@link JobAnswers#full} as JSON; not to be changed by whoever gets it. */
    byte[] full(JobView view, String language) {
        if (!view.state().isFinal()) {
            return json.writeValueAsBytes(answers.full(view, language));
        }
        LinkWindow window = LinkWindow.at(clock.instant());
        Kept known = kept.getIfPresent(view.id());
        if (known != null && known.isOf(view, language, window)) {
            return known.json();
        }
        byte[] answer = json.writeValueAsBytes(answers.full(view, language));
        kept.put(view.id(), new Kept(view, language, window, answer));
        return answer;
    }
}
