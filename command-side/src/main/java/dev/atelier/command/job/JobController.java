package dev.atelier.command.job;

import dev.atelier.command.account.Balances;
import dev.atelier.command.job.JobPlanning.Plan;
import dev.atelier.command.job.JobViews.PriceBody;
import dev.atelier.command.job.domain.Job;
import dev.atelier.command.request.IdempotencyKey;
import dev.atelier.contracts.account.AccountId;
import dev.atelier.contracts.money.Credits;
import dev.atelier.contracts.user.UserId;
import dev.atelier.web.access.Caller;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/** Asks for jobs: 202 with where to look, 200 with what it would cost, or what stands in the way. */
@RestController
class JobController {
    private static final String PREFER = "Prefer";

    private final JobDesk desk;
    private final JobEnd end;
    private final JobViews views;
    private final Balances balances;
    private final JsonMapper json;

    JobController(JobDesk desk, JobEnd end, JobViews views, Balances balances, JsonMapper json) {
        this.desk = desk;
        this.end = end;
        this.views = views;
        this.balances = balances;
        this.json = json;
    }

    @PostMapping({"/api/jobs", "/api/jobs/create"})
    ResponseEntity<?> create(
            Caller caller,
            @RequestBody JobRequest body,
            @RequestParam(defaultValue = "false") boolean dryRun,
            @RequestHeader(name = IdempotencyKey.HEADER, required = false) @Nullable String key,
            @RequestHeader(name = PREFER, required = false) @Nullable String prefer) {
        UserId owner = caller.person();
        return dryRun || Boolean.TRUE.equals(body.dryRun())
                ? ResponseEntity.ok(price(owner, body))
                : answer(desk.order(caller, body, IdempotencyKey.parse(key)), owner, prefer);
    }

    @PostMapping("/api/jobs/{id}/retry")
    ResponseEntity<byte[]> retry(
            Caller caller,
            @PathVariable String id,
            @RequestHeader(name = IdempotencyKey.HEADER, required = false) @Nullable String key,
            @RequestHeader(name = PREFER, required = false) @Nullable String prefer) {
        return answer(desk.again(caller, id, IdempotencyKey.parse(key)), caller.person(), prefer);
    }

    private PriceBody price(UserId owner, JobRequest body) {
        Plan plan = desk.price(owner, body);
        Credits price = plan.preset().definition().price();
        Credits balance = balances.of(AccountId.of(owner)).balance();
        return new PriceBody(
                true,
                plan.preset().ref().name().value(),
                plan.preset().ref().revision(),
                price.amount(),
                balance.amount(),
                balance.covers(price));
    }

    /**
     * 202 while the job lives, 200 with its end where the client waited for it. Its length is known before it is sent,
     * so that it leaves in one piece instead of in chunks.
     */
    private ResponseEntity<byte[]> answer(JobDesk.Order order, UserId owner, @Nullable String prefer) {
        JobEnd.Waited waited = end.await(order, owner, JobEnd.seconds(prefer));
        boolean ended = waited.job() instanceof Job.Ended;
        var body = views.job(waited.order(), waited.job());
        var response = ResponseEntity.status(ended && waited.applied() ? HttpStatus.OK : HttpStatus.ACCEPTED)
                .location(URI.create(body.statusUrl()));
        if (order.replayed()) {
            response.header(IdempotencyKey.REPLAYED, "true");
        }
        if (waited.applied()) {
            response.header("Preference-Applied", "wait=" + JobEnd.seconds(prefer));
        }
        return response.contentType(MediaType.APPLICATION_JSON).body(json.writeValueAsBytes(body));
    }
}
