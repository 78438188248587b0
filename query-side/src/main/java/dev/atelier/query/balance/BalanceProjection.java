package dev.atelier.query.balance;

import dev.atelier.contracts.account.AccountEvent;
import dev.atelier.contracts.account.AccountId;
import dev.atelier.eventstore.StoredEvent;
import dev.atelier.query.balance.domain.Balance;
import dev.atelier.query.balance.domain.House;
import dev.atelier.query.readmodel.Document;
import dev.atelier.query.readmodel.LostDocumentException;
import dev.atelier.query.readmodel.Projection;
import dev.atelier.query.readmodel.WorkingCopy;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Keeps each account's balance and the house's totals. */
public final class BalanceProjection implements Projection {
    public static final Document<Balance> BALANCE = new Document<>("balance", Balance.class);
    public static final Document<House> HOUSE = new Document<>("house", House.class);
    /** There is one of them. */
    public static final String ALL = "all";

    private static final String STREAMS = "account-";

    private final List<BalanceMoved> followers;

    public BalanceProjection(List<BalanceMoved> followers) {
        this.followers = List.copyOf(followers);
    }

    @Override
    public List<String> reads(StoredEvent event, WorkingCopy known) {
        return event.payload() instanceof AccountEvent account && event.sequence() > 0
                ? List.of(BALANCE.key(account.accountId()), HOUSE.key(ALL))
                : List.of();
    }

    @Override
    public void apply(StoredEvent event, WorkingCopy models) {
        if (event.payload() instanceof AccountEvent account) {
            Balance before = before(account.accountId(), event.sequence(), models);
            Balance after = Balance.apply(before, account, event.sequence());
            models.put(BALANCE, account.accountId(), after);
            House house = models.get(HOUSE, ALL);
            models.put(HOUSE, ALL, (house == null ? House.EMPTY : house).apply(account));
            followers.forEach(follower -> follower.apply(event, account, after, models));
        } else if (event.isSkipped() && event.stream().startsWith(STREAMS)) {
            AccountId account = AccountId.parse(event.stream());
            models.put(BALANCE, account, Balance.skip(before(account, event.sequence(), models), account));
        }
    }

    private static @Nullable Balance before(AccountId account, long sequence, WorkingCopy models) {
        if (sequence == 0) {
            return null;
        }
        Balance before = models.get(BALANCE, account);
        if (before == null) {
            throw new LostDocumentException(BALANCE.key(account));
        }
        return before;
    }
}
