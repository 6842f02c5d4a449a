package io.thalweg.benchmarks.faults;

import com.fasterxml.jackson.annotation.JsonValue;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;

/**
 * A fault that is tried.
 *
 * @param name on the command line
 * @param what happens, in a sentence
 * @param setup what it happens to
 * @param givesUpWhatIsUnderWay whether a snapshot, some parts of which came before the fault and some after, may be given up: the
 *     service says so with a dead letter
 * @param judgesAnew whether a run's state may be lost or judged anew, so that an alarm comes again or at another step
 * @param body what is done
 */
record FaultScenario(
        String name, String what, Setup setup, boolean givesUpWhatIsUnderWay, boolean judgesAnew, Body body) {
    /**
     * What a fault happens to.
     *
     * @param replicas of the service at the start
     * @param need what the system must be able to do
     * @param partsClock how far the clock is ahead of those trainers that send parts
     * @param poisonShare bad records for each good one
     */
    record Setup(int replicas, Need need, Duration partsClock, double poisonShare) {
        static Setup of(int replicas) {
            return new Setup(replicas, Need.NOTHING, Duration.ZERO, 0);
        }

        Setup needing(Need another) {
            return new Setup(replicas, another, partsClock, poisonShare);
        }
    }

    /** What not every system can do. */
    enum Need {
        NOTHING,
        /** Network namespaces of one's own. */
        NETWORK,
        /** A file system of a chosen size. */
        SMALL_DISK,
        /** libfaketime. */
        CLOCK,
        /** The jars of an earlier release. */
        OLD_RELEASE
    }

    /** What is done while the load goes on. */
    interface Body {
        void run(Stage stage) throws IOException, InterruptedException, ExecutionException;
    }

    @JsonValue
    String json() {
        return name;
    }
}
