package dev.atelier.query.statement;

import dev.atelier.contracts.account.AccountId;
import dev.atelier.contracts.account.GrantEvent;
import dev.atelier.contracts.account.GrantEvent.GrantIssued;
import dev.atelier.contracts.account.GrantEvent.RefundIssued;
import dev.atelier.contracts.user.PersonalText;
import dev.atelier.contracts.user.UserId;
import dev.atelier.eventstore.StoredEvent;
import dev.atelier.query.log.Seals;
import dev.atelier.query.readmodel.Document;
import dev.atelier.query.readmodel.Projection;
import dev.atelier.query.readmodel.WorkingCopy;

/** Why an administrator gave credits or gave them back, for the statement. */
public final class GrantReasons implements Projection {
    /** By the id of the grant or the refund. */
    static final Document<String> REASON = new Document<>("reason", String.class);

    private final Seals seals;

    public GrantReasons(Seals seals) {
        this.seals = seals;
    }

    @Override
    public void apply(StoredEvent event, WorkingCopy models) {
        if (event.payload() instanceof GrantEvent grant) {
            switch (grant) {
                case GrantIssued e -> keep(e.grantId(), e.accountId(), e.reason(), models);
                case RefundIssued e -> keep(e.refundId(), e.accountId(), e.reason(), models);
            }
        }
    }

    private void keep(Object id, AccountId account, PersonalText reason, WorkingCopy models) {
        seals.open(new UserId(account.value()), reason).ifPresent(text -> models.put(REASON, id, text));
    }
}
