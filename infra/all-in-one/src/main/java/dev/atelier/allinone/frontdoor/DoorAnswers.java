package dev.atelier.allinone.frontdoor;

import dev.atelier.web.problem.Languages;
import dev.atelier.web.problem.ProblemException;
import dev.atelier.web.problem.Problems;
import java.nio.ByteBuffer;
import java.util.Map;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** What the door says itself, in the same form as everybody behind it. */
final class DoorAnswers {
    private final Problems problems;

    DoorAnswers(Problems problems) {
        this.problems = problems;
    }

    void write(
            ProblemException problem,
            Map<HttpHeader, String> more,
            Request request,
            Response response,
            Callback callback) {
        String language = Languages.best(request.getHeaders().get(HttpHeader.ACCEPT_LANGUAGE));
        byte[] body = problems.body(problem, language, request.getHttpURI().getPath());
        response.reset();
        response.setStatus(problem.code().status());
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/problem+json");
        response.getHeaders().put(HttpHeader.CONTENT_LANGUAGE, language);
        response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
        Long wait = problem.retryAfterSeconds();
        if (wait != null) {
            response.getHeaders().put(HttpHeader.RETRY_AFTER, wait.toString());
        }
        more.forEach(response.getHeaders()::put);
        response.write(true, ByteBuffer.wrap(body), callback);
    }
}
