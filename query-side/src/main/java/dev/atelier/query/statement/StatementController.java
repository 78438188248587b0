package dev.atelier.query.statement;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.atelier.contracts.account.AccountId;
import dev.atelier.contracts.user.UserId;
import dev.atelier.query.reading.Pages;
import dev.atelier.query.reading.Positions;
import dev.atelier.query.statement.StatementAnswers.Movement;
import dev.atelier.web.access.Caller;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Every movement of a person's credits, newest first. */
@RestController
final class StatementController {
    private final Statements statements;
    private final Positions positions;

    StatementController(Statements statements, Positions positions) {
        this.statements = statements;
        this.positions = positions;
    }

    /** @param next the cursor of the next page; absent on the last one */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Statement(List<Movement> movements, @Nullable String next) {}

    @GetMapping("/api/statement")
    ResponseEntity<Statement> statement(
            @RequestParam @Nullable String cursor,
            @RequestParam @Nullable Integer limit,
            @RequestParam @Nullable String logPosition,
            Caller caller) {
        UserId person = caller.person();
        int size = Pages.limit(limit);
        long below = Pages.below(cursor);
        positions.await(logPosition, person.toString());
        Statements.Page page = statements.page(AccountId.of(person), below, size);
        Long next = page.next();
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noStore().cachePrivate())
                .body(new Statement(page.movements(), next == null ? null : Pages.after(next)));
    }
}
