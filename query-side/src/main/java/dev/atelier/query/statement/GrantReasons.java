package dev.atelier.query.statement;

import dev.atelier.contracts.account.AccountId;
import dev.atelier.contracts.account.GrantEvent;
import dev.atelier.contracts.account.GrantEvent.GrantIssued;
import dev.atelier.contracts.account.GrantEvent.RefundIssued;
import dev.atelier.contracts.user.PersonalText;
import dev.atelier.contracts.user.UserEvent.PersonErased;
import dev.atelier.contracts.user.UserId;
import dev.atelier.eventstore.StoredEvent;
import dev.atelier.query.log.Seals;
import dev.atelier.query.readmodel.Document;
import dev.atelier.query.readmodel.Projection;
import dev.atelier.query.readmodel.WorkingCopy;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/** Why an administrator gave credits or gave them back, for the statement; gone when the person was erased. */
public final class GrantReasons implements Projection {
    /** By the id of the grant or the refund. */
    static final Document<String> REASON = new Document<>("reason", String.class);

    /** Which reasons there are, by the person's account. */
    private static final Document<Given> GIVEN = new Document<>("reasons", Given.class);

    /** @param ids of grants and refunds */
    record Given(SortedSet<String> ids) {}

    private final Seals seals;

    public GrantReasons(Seals seals) {
        this.seals = seals;
    }

    @Override
    public List<String> reads(StoredEvent event, WorkingCopy known) {
        return switch (event.payload()) {
            case GrantEvent grant -> List.of(GIVEN.key(grant.accountId()));
            case PersonErased erased -> List.of(GIVEN.key(AccountId.of(erased.userId())));
            default -> List.of();
        };
    }

    @Override
    public void apply(StoredEvent event, WorkingCopy models) {
        switch (event.payload()) {
            case GrantIssued e -> keep(e.grantId(), e.accountId(), e.reason(), models);
            case RefundIssued e -> keep(e.refundId(), e.accountId(), e.reason(), models);
            case PersonErased e -> drop(AccountId.of(e.userId()), event, models);
            default -> {}
        }
    }

    private void keep(Object id, AccountId account, PersonalText reason, WorkingCopy models) {
        seals.open(new UserId(account.value()), reason).ifPresent(text -> {
            models.put(REASON, id, text);
            SortedSet<String> ids = new TreeSet<>(given(account, models));
            ids.add(id.toString());
            models.put(GIVEN, account, new Given(ids));
        });
    }

    /** What is kept until a moment that is over is not kept. */
    private static void drop(AccountId account, StoredEvent erased, WorkingCopy models) {
        given(account, models).forEach(id -> models.putUntil(REASON, id, "", erased.recordedAt()));
        models.put(GIVEN, account, new Given(new TreeSet<>()));
    }

    private static SortedSet<String> given(AccountId account, WorkingCopy models) {
        Given given = models.get(GIVEN, account);
        return given == null ? new TreeSet<>() : given.ids();
    }
}
