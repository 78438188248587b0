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
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
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
    void create(
            Caller caller,
            @RequestBody JobRequest body,
            @RequestParam(defaultValue = "false") boolean dryRun,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        UserId owner = caller.person();
        if (dryRun || Boolean.TRUE.equals(body.dryRun())) {
            write(price(owner, body), response);
        } else {
            answer(desk.order(caller, body, IdempotencyKey.of(request)), owner, request, response);
        }
    }

    @PostMapping("/api/jobs/{id}/retry")
    void retry(Caller caller, @PathVariable String id, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        answer(desk.again(caller, id, IdempotencyKey.of(request)), caller.person(), request, response);
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

    /** 202 while the job lives, 200 with its end where the client waited for it. */
    private void answer(JobDesk.Order order, UserId owner, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        int seconds = JobEnd.seconds(request.getHeader(PREFER));
        JobEnd.Waited waited = end.await(order, owner, seconds);
        boolean ended = waited.job() instanceof Job.Ended;
        var body = views.job(waited.order(), waited.job());
        response.setStatus(ended && waited.applied() ? HttpServletResponse.SC_OK : HttpServletResponse.SC_ACCEPTED);
        response.setHeader(HttpHeaders.LOCATION, body.statusUrl());
        if (order.replayed()) {
            response.setHeader(IdempotencyKey.REPLAYED, "true");
        }
        if (waited.applied()) {
            response.setHeader("Preference-Applied", "wait=" + seconds);
        }
        write(body, response);
    }

    /** Straight to the response and in one piece: this is what clients ask most of the write side. */
    private void write(Object body, HttpServletResponse response) throws IOException {
        byte[] bytes = json.writeValueAsBytes(body);
        response.setContentType(MediaType.APPLICATION_JSON_VALUE);
        response.setContentLength(bytes.length);
        response.getOutputStream().write(bytes);
    }
}
