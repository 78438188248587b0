package dev.atelier.chaos;

import dev.atelier.chaos.stage.Plant;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * The words after {@code ./chaos}.
 *
 * @param minutes how long orders come in and strikes happen
 * @param seed from which all chance follows
 * @param perSecond orders
 * @param replicas of each deployable
 * @param plant what is broken on purpose, null for nothing
 */
record Options(
        double minutes,
        long seed,
        double perSecond,
        int replicas,
        @Nullable Plant plant) {
    static final String HELP = """
            ./chaos [--minutes M] [--seed S] [--rate N] [--replicas R] [--plant PLANT]
            ./chaos plants
            ./chaos overload [--seconds S]
            ./chaos help

            Starts private servers, two replicas of every deployable and a GPU server for each adapter, all as processes
            of their own, and has people order while these processes and servers are killed, frozen and restarted,
            connections cut and slowed, Redis wiped, and the GPU servers misbehave. Then most people cancel what they still
            wait for, and when the log says that nothing lives any more it judges: every promised job ended, and its money
            moved once. A run takes about three minutes more than M.

              --minutes M  how long; 10 if not said, the fraction of a minute is welcome
              --seed S     what happens when; drawn and told if not said
              --rate N     orders per second; 22 if not said
              --replicas R of each deployable; 2 if not said
              --plant P    breaks the product on purpose, which has to be found out:
                           early-ack, double-capture, skip-event or lost-refund

            plants    breaks the product in each of these ways in turn, and is good when every one was found out
            overload  orders four times as much as can be finished, and then by more connections than there are places,
                      each for S seconds (20 if not said): refusals have to say when to come again, memory has to stay
                      what it was, and afterwards everything has to be as before

            Ends with 0 when nothing was lost, taken twice or stuck, and nothing else was wrong; with 1 otherwise, and then
            data and logs stay where it says.
            """;

    private static final double MINUTES = 10;
    private static final double LONG_MINUTES = 2;
    private static final double SECONDS = 20;
    private static final double PER_SECOND = 22;
    private static final int REPLICAS = 2;
    private static final long SEEDS = 1_000_000;

    /** Throws {@link IllegalArgumentException} for what nobody knows. */
    static Options parse(List<String> words) {
        double minutes = MINUTES;
        long seed = new Random().nextLong(SEEDS);
        double perSecond = PER_SECOND;
        int replicas = REPLICAS;
        @Nullable Plant plant = null;
        for (Iterator<String> rest = words.iterator(); rest.hasNext(); ) {
            String word = rest.next();
            switch (word) {
                case "--minutes" -> minutes = positive(word, value(word, rest));
                case "--seed" -> seed = Long.parseLong(value(word, rest));
                case "--rate" -> perSecond = positive(word, value(word, rest));
                case "--replicas" -> replicas = (int) positive(word, value(word, rest));
                case "--plant" -> plant = Plant.parse(value(word, rest));
                default -> throw new IllegalArgumentException("unknown: " + word + ", see ./chaos help");
            }
        }
        return new Options(minutes, seed, perSecond, replicas, plant);
    }

    /** The words after {@code overload}: how long each rush is. */
    static Duration overload(List<String> words) {
        double seconds = SECONDS;
        for (Iterator<String> rest = words.iterator(); rest.hasNext(); ) {
            String word = rest.next();
            if (!word.equals("--seconds")) {
                throw new IllegalArgumentException("unknown: " + word + ", see ./chaos help");
            }
            seconds = positive(word, value(word, rest));
        }
        return Duration.ofMillis(Math.round(seconds * 1_000));
    }

    private static double positive(String word, String value) {
        double number = Double.parseDouble(value);
        if (!(number > 0)) {
            throw new IllegalArgumentException(word + " must be above zero");
        }
        return number;
    }

    private static String value(String word, Iterator<String> rest) {
        if (!rest.hasNext()) {
            throw new IllegalArgumentException(word + " needs a value");
        }
        return rest.next();
    }

    Duration length() {
        return Duration.ofMillis(Math.round(minutes * 60_000));
    }

    /** Whether processes are started again often. */
    boolean isLong() {
        return minutes >= LONG_MINUTES;
    }

    /** How to have the same run again. */
    String again() {
        return String.format(
                        Locale.ROOT,
                        "./chaos --minutes %s --seed %d --rate %s --replicas %d",
                        minutes,
                        seed,
                        perSecond,
                        replicas)
                + (plant == null ? "" : " --plant " + plant.word());
    }
}
