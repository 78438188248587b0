package dev.atelier.command.user;

import dev.atelier.command.account.Balances;
import dev.atelier.command.decision.Decision;
import dev.atelier.command.job.JobAnswer;
import dev.atelier.command.storage.ObjectStorage;
import dev.atelier.command.stream.Submission;
import dev.atelier.contracts.account.AccountCommand.CloseAccount;
import dev.atelier.contracts.account.AccountEvent.BalanceReserved;
import dev.atelier.contracts.account.AccountId;
import dev.atelier.contracts.error.ErrorCode;
import dev.atelier.contracts.job.CancelledBy;
import dev.atelier.contracts.job.JobCommand.CancelJob;
import dev.atelier.contracts.user.IdentityId;
import dev.atelier.contracts.user.UserCommand.ErasePerson;
import dev.atelier.contracts.user.UserId;
import dev.atelier.eventstore.Identities;
import dev.atelier.eventstore.PersonalTexts;
import dev.atelier.web.problem.ProblemException;
import dev.atelier.web.request.ConcurrencyLimit;
import dev.atelier.web.request.Seats;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Forgets a person, in an order in which each step makes the next one safe: nothing new begins, what runs is stopped and
 * settled, pictures go, the key goes, and only then the log says so and the identity is free. Whatever breaks off in
 * between leaves the person known, so that they can ask again; every step may be repeated.
 */
class ErasureDesk {
    private static final Logger LOG = LoggerFactory.getLogger("[ERASURE]");
    private static final long POLL_NANOS = Duration.ofMillis(500).toNanos();
    private static final int AT_ONCE_MAX = 16;

    private final Submission submission;
    private final Balances balances;
    private final ObjectStorage storage;
    private final PersonalTexts texts;
    private final Identities identities;
    private final Duration patience;
    private final Clock clock;
    private final Semaphore places = new Semaphore(AT_ONCE_MAX);
    private final Seats own = new Seats(1);

    /** @param patience how long jobs that were told to stop are waited for */
    ErasureDesk(
            Submission submission,
            Balances balances,
            ObjectStorage storage,
            PersonalTexts texts,
            Identities identities,
            Duration patience,
            Clock clock) {
        this.submission = submission;
        this.balances = balances;
        this.storage = storage;
        this.texts = texts;
        this.identities = identities;
        this.patience = patience;
        this.clock = clock;
    }

    /**
     * Returns when nothing of the person is left. {@code UNAVAILABLE} while their jobs are still being stopped: they
     * are known as before then, and have to ask again.
     */
    void erase(UserId person, IdentityId identity, Map<String, String> metadata) {
        if (!places.tryAcquire()) {
            throw ProblemException.of(ErrorCode.UNAVAILABLE);
        }
        try (Seats.Seat _ = own.take(person.toString())
                .orElseThrow(() -> ProblemException.of(ErrorCode.UNAVAILABLE)
                        .detail("You are being erased already.", "Ваши данные уже удаляются."))) {
            AccountId account = AccountId.of(person);
            submission.send(new CloseAccount(account), metadata, Decision.class);
            stopJobs(account, metadata);
            removeObjects(person);
            texts.destroy(person);
            submission.send(new ErasePerson(person, identity), metadata, Boolean.class);
            identities.forget(identity);
            LOG.info("{} was erased", person);
        } finally {
            places.release();
        }
    }

    private void stopJobs(AccountId account, Map<String, String> metadata) {
        balances.of(account)
                .openJobs()
                .forEach(job -> submission.send(
                        new CancelJob(job, CancelledBy.OWNER, clock.instant()), metadata, JobAnswer.class));
        ConcurrencyLimit.waits();
        long deadline = System.nanoTime() + patience.toNanos();
        while (!balances.of(account).openJobs().isEmpty()) {
            if (System.nanoTime() > deadline || Thread.currentThread().isInterrupted()) {
                throw ProblemException.of(ErrorCode.UNAVAILABLE)
                        .detail(
                                "Your jobs are being stopped. You are not erased yet: please ask again in a moment.",
                                "Ваши задачи останавливаются. Данные ещё не удалены: повторите запрос чуть позже.");
            }
            LockSupport.parkNanos(POLL_NANOS);
        }
    }

    /** Pictures, and the results of every job that ever was: the account's stream names them all. */
    void removeObjects(UserId person) {
        storage.deleteAll("staging/" + person.value() + "/");
        storage.deleteAll("inputs/" + person.value() + "/");
        balances.history(AccountId.of(person)).stream()
                .filter(BalanceReserved.class::isInstance)
                .map(BalanceReserved.class::cast)
                .forEach(reserved -> storage.deleteAll("results/" + reserved.jobId() + "/"));
    }
}
