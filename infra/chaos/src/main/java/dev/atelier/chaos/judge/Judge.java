package dev.atelier.chaos.judge;

import dev.atelier.audit.LogAudit;
import dev.atelier.audit.domain.AuditLimits;
import dev.atelier.audit.domain.Finding;
import dev.atelier.bench.report.Progress;
import dev.atelier.bench.stage.Database;
import dev.atelier.bench.stage.OpenLog;
import dev.atelier.chaos.judge.domain.JobBook;
import dev.atelier.chaos.judge.domain.JobBook.End;
import dev.atelier.chaos.judge.domain.JobBook.Wrong;
import dev.atelier.chaos.judge.domain.JobBooks;
import dev.atelier.chaos.stage.Pause;
import dev.atelier.eventstore.LogReader;
import dev.atelier.eventstore.StoredEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Waits until the log says that nothing lives any more, and then judges every job by the log alone. */
public final class Judge {
    private static final int PAGE = 5_000;
    private static final long LOOK_AGAIN_MILLIS = 1_000;
    private static final int SAID_EVERY = 10;

    private final Progress progress;
    private final JobBooks books = new JobBooks();
    private List<String> ledger = List.of("the ledger was not audited");
    private long position;

    public Judge(Progress progress) {
        this.progress = progress;
    }

    /** Reads on until all has ended and been settled, or nothing has happened for {@code patience}. */
    public void awaitQuiet(Database database, Duration patience) {
        try (OpenLog log = OpenLog.on(database)) {
            long lastNews = System.nanoTime();
            for (int look = 0; ; look++) {
                if (readOn(log.reader())) {
                    lastNews = System.nanoTime();
                }
                long unsettled = books.unsettled();
                if (unsettled == 0 || System.nanoTime() - lastNews > patience.toNanos()) {
                    ledger = audit(log.reader());
                    return;
                }
                if (look % SAID_EVERY == 0) {
                    progress.say(unsettled + " jobs are not settled yet");
                }
                Pause.millis(LOOK_AGAIN_MILLIS);
            }
        }
    }

    private static List<String> audit(LogReader log) {
        return new LogAudit(log)
                .readOn().report(Instant.now(), AuditLimits.DEFAULTS).findings().kept().stream()
                        .map(Finding::toString)
                        .toList();
    }

    private boolean readOn(LogReader log) {
        boolean news = false;
        for (List<StoredEvent> page = log.read(position, PAGE); !page.isEmpty(); page = log.read(position, PAGE)) {
            page.forEach(event -> books.apply(event.payload()));
            position = page.getLast().position();
            news = true;
        }
        return news;
    }

    public JobBooks books() {
        return books;
    }

    /** What the log says about promised jobs and about all others. */
    public Verdict judge(List<String> promised) {
        List<JobBook> all = new ArrayList<>(books.jobs());
        promised.stream().map(books::of).filter(job -> !job.exists()).forEach(all::add);
        Map<Wrong, Integer> wrong = new TreeMap<>();
        List<String> findings = new ArrayList<>(ledger);
        int ledgerProblems = findings.size();
        for (JobBook job : all.stream().distinct().toList()) {
            job.judge().ifPresent(what -> {
                wrong.merge(what, 1, Integer::sum);
                findings.add(what + " " + job);
            });
        }
        return new Verdict(counts(promised), wrong, ledgerProblems, findings);
    }

    private Map<String, Integer> counts(List<String> promised) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        counts.put("accepted", promised.size());
        counts.put("in-log", (int) books.jobs().stream().filter(JobBook::exists).count());
        Map<End, Integer> ends = new HashMap<>();
        books.jobs().forEach(job -> job.end().ifPresent(end -> ends.merge(end, 1, Integer::sum)));
        for (End end : End.values()) {
            counts.put("ended." + end.word(), ends.getOrDefault(end, 0));
        }
        counts.put("refunds", books.jobs().stream().mapToInt(JobBook::refunds).sum());
        return counts;
    }
}
