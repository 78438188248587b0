package dev.atelier.query.joblist;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.atelier.contracts.user.UserId;
import dev.atelier.query.jobview.JobAnswer;
import dev.atelier.query.jobview.JobAnswers;
import dev.atelier.query.profile.Profiles;
import dev.atelier.query.reading.Ids;
import dev.atelier.query.reading.Pages;
import dev.atelier.query.reading.Positions;
import dev.atelier.web.access.AdminReads;
import dev.atelier.web.access.Caller;
import dev.atelier.web.access.Role;
import dev.atelier.web.problem.Languages;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** A person's jobs, newest first. */
@RestController
final class JobListController {
    private final JobLists lists;
    private final JobAnswers answers;
    private final Profiles profiles;
    private final Positions positions;
    private final AdminReads audit;

    JobListController(JobLists lists, JobAnswers answers, Profiles profiles, Positions positions, AdminReads audit) {
        this.lists = lists;
        this.answers = answers;
        this.profiles = profiles;
        this.positions = positions;
        this.audit = audit;
    }

    /** @param next the cursor of the next page; absent on the last one */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record JobList(List<JobAnswer> jobs, @Nullable String next) {}

    @GetMapping({"/api/jobs", "/api/users/{userId}/jobs"})
    ResponseEntity<JobList> jobs(
            @PathVariable Optional<String> userId,
            @RequestParam @Nullable String state,
            @RequestParam @Nullable String kind,
            @RequestParam @Nullable String clientReference,
            @RequestParam @Nullable String cursor,
            @RequestParam @Nullable Integer limit,
            @RequestParam @Nullable String logPosition,
            @RequestHeader(name = HttpHeaders.ACCEPT_LANGUAGE, required = false) @Nullable String languages,
            Caller caller) {
        UserId owner = userId.map(id -> named(id, caller)).orElseGet(caller::person);
        JobFilter filter = JobFilter.of(state, kind, clientReference);
        int size = Pages.limit(limit);
        long below = Pages.below(cursor);
        positions.await(logPosition, owner.toString());
        JobLists.Page page = lists.page(owner, filter, below, size);
        String language = Languages.best(languages);
        Long next = page.next();
        return ResponseEntity.ok()
                .header(HttpHeaders.CACHE_CONTROL, "private, no-store")
                .header(HttpHeaders.VARY, HttpHeaders.ACCEPT_LANGUAGE)
                .body(new JobList(
                        page.jobs().stream()
                                .map(view -> answers.brief(view, language))
                                .toList(),
                        next == null ? null : Pages.after(next)));
    }

    /** A person named by a path: oneself, one of a service's people, or anybody for an administrator. */
    private UserId named(String id, Caller caller) {
        UserId wanted = Ids.parse(UserId::parse, id);
        if (caller.is(Role.ADMIN)) {
            audit.read(caller, "jobs of " + wanted);
            return wanted;
        }
        boolean visible = caller.is(Role.SERVICE)
                ? caller.namespace()
                        .filter(namespace -> profiles.isKnownIn(wanted, namespace))
                        .isPresent()
                : caller.person().equals(wanted);
        if (!visible) {
            throw Ids.unknown();
        }
        return wanted;
    }
}
