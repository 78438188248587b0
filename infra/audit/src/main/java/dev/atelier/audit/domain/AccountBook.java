package dev.atelier.audit.domain;

import dev.atelier.contracts.account.AccountEvent;
import dev.atelier.contracts.account.AccountId;
import dev.atelier.contracts.money.Posting;
import dev.atelier.contracts.money.Postings;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/** The four sides of the ledger, event by event. */
final class AccountBook {
    private static final String PREFIX = "account-";

    private static final class Account {
        private long events;
        private long available;
        private long held;
    }

    private final Map<AccountId, Account> accounts = new HashMap<>();
    private final Findings findings;
    private final Function<AccountEvent, List<Posting>> postings;
    private long available;
    private long held;
    private long treasury;
    private long revenue;

    AccountBook(Findings findings) {
        this(findings, Postings::of);
    }

    /** @param postings what each event moves; the product's own, except where a test breaks them */
    AccountBook(Findings findings, Function<AccountEvent, List<Posting>> postings) {
        this.findings = findings;
        this.postings = postings;
    }

    void read(Entry entry, AccountEvent event) {
        Account account = counted(entry, event.accountId());
        long sum = 0;
        for (Posting posting : postings.apply(event)) {
            sum = Math.addExact(sum, posting.credits());
            post(entry, account, posting);
        }
        if (sum != 0) {
            findings.add(Rule.POSTINGS_ADD_UP, entry, "0", Long.toString(sum));
        }
    }

    /** An event that nobody can read counts in its stream and moves nothing. */
    void readUnreadable(Entry entry) {
        if (entry.stream().startsWith(PREFIX)) {
            counted(entry, AccountId.parse(entry.stream()));
        }
    }

    private Account counted(Entry entry, AccountId id) {
        Account account = accounts.computeIfAbsent(id, unseen -> new Account());
        if (entry.sequence() != account.events) {
            findings.add(Rule.STREAM_WHOLE, entry, "sequence " + account.events, "sequence " + entry.sequence());
        }
        account.events = entry.sequence() + 1;
        return account;
    }

    private void post(Entry entry, Account account, Posting posting) {
        long credits = posting.credits();
        switch (posting.side()) {
            case AVAILABLE -> {
                available = Math.addExact(available, credits);
                account.available = Math.addExact(account.available, credits);
                notBelowZero(entry, posting, account.available);
            }
            case HELD -> {
                held = Math.addExact(held, credits);
                account.held = Math.addExact(account.held, credits);
                notBelowZero(entry, posting, account.held);
            }
            case REVENUE -> {
                revenue = Math.addExact(revenue, credits);
                notBelowZero(entry, posting, revenue);
            }
            case TREASURY -> treasury = Math.addExact(treasury, credits);
        }
    }

    private void notBelowZero(Entry entry, Posting posting, long left) {
        if (posting.credits() < 0 && left < 0) {
            String side = posting.side().name().toLowerCase(Locale.ROOT);
            findings.add(Rule.NEVER_NEGATIVE, entry, side + " of 0 or more", side + " of " + left);
        }
    }

    Totals totals() {
        return new Totals(available, held, treasury, revenue);
    }

    int size() {
        return accounts.size();
    }

    Stream<AuditedAccount> accounts() {
        return accounts.entrySet().stream()
                .map(entry -> new AuditedAccount(
                        entry.getKey(), entry.getValue().events, entry.getValue().available, entry.getValue().held));
    }
}
