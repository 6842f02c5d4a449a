package io.thalweg.benchmarks.faults;

import io.thalweg.benchmarks.faults.FaultScenario.Body;
import io.thalweg.benchmarks.faults.FaultScenario.Need;
import io.thalweg.benchmarks.faults.FaultScenario.Setup;
import io.thalweg.benchmarks.processes.PeakMemory;
import io.thalweg.benchmarks.processes.ServiceUnderTest;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;

/** The faults that are tried, in the order in which they are. */
final class FaultScenarios {
    private static final Duration OUTAGE = Duration.ofSeconds(15);
    private static final int TENTHS = 10;

    private final Equipment equipment;
    private final LocalFaults local;

    FaultScenarios(Equipment equipment) {
        this.equipment = equipment;
        this.local = new LocalFaults(equipment);
    }

    List<FaultScenario> all() {
        Setup two = Setup.of(2);
        Duration ahead = Duration.ofHours(3);
        return List.of(
                exact("none", "nothing", two, Stage::rest),
                exact(
                        "kill-processor",
                        "kill -9 of one of two processors, started again at once; then another that stays away",
                        two,
                        FaultScenarios::killProcessor),
                exact(
                        "lost-state",
                        "kill -9 of one of two processors, its state directory deleted, started again",
                        two,
                        LocalFaults::loseState),
                exact("kill-broker", "kill -9 of a broker that leads partitions", two, FaultScenarios::killBroker),
                exact(
                        "kill-coordinator",
                        "kill -9 of the broker that coordinates the group; then of one that coordinates transactions",
                        two,
                        FaultScenarios::killCoordinators),
                exact(
                        "pause-processor",
                        "a processor is stopped for 15 s (SIGSTOP) and goes on",
                        two,
                        stage -> pause(
                                stage,
                                stage.installation().replica("two").process().pid(),
                                "processor")),
                exact(
                        "pause-broker",
                        "a broker is stopped for 15 s (SIGSTOP) and goes on",
                        two,
                        stage -> pause(
                                stage,
                                stage.installation()
                                        .brokers()
                                        .pid(stage.installation().leader()),
                                "broker")),
                exact(
                        "network-cut-processor",
                        "the network of a processor is cut for 15 s",
                        two.needing(Need.NETWORK),
                        stage -> cut(stage, "two")),
                exact(
                        "network-cut-broker",
                        "the network of a broker that leads partitions is cut for 15 s",
                        two.needing(Need.NETWORK),
                        stage -> cut(
                                stage,
                                Installation.brokerHost(stage.installation().leader()))),
                exact(
                        "full-disk",
                        "the state directory's disk is full when a new manifold comes and at a restart; then it has room",
                        Setup.of(1).needing(Need.SMALL_DISK),
                        local::fillDisk),
                exact(
                        "clock-jump",
                        "the processor's clock jumps an hour ahead, and back",
                        Setup.of(1).needing(Need.CLOCK),
                        local::jumpClock),
                exact(
                        "trainer-clock",
                        "a third of the trainers have a clock that is three hours ahead",
                        new Setup(2, Need.NOTHING, ahead, 0),
                        Stage::rest),
                exact(
                        "poison",
                        "a tenth of all records are none",
                        new Setup(2, Need.NOTHING, Duration.ZERO, 0.1),
                        stage -> stage.rest(stage.calm().multipliedBy(5))),
                exact("rolling-restart", "two processors are restarted one by one", two, stage -> roll(stage)),
                new FaultScenario(
                        "rolling-upgrade",
                        "two processors of an earlier release, whose state has another format, are replaced one by one",
                        two.needing(Need.OLD_RELEASE),
                        true,
                        true,
                        FaultScenarios::roll),
                new FaultScenario(
                        "swap-manifold",
                        "another manifold is published under load, then the first one again",
                        two,
                        true,
                        true,
                        local::swapManifold),
                exact("scale", "from one processor to three and back", Setup.of(1), FaultScenarios::scale),
                exact(
                        "scale-aged",
                        "the same, when no replica that comes counts as caught up, as after 10,000 snapshots a partition",
                        Setup.of(1),
                        FaultScenarios::scaleAged),
                exact("soak", "nothing, for long", two, this::soak));
    }

    private static FaultScenario exact(String name, String what, Setup setup, Body body) {
        return new FaultScenario(name, what, setup, false, false, body);
    }

    private static void killProcessor(Stage stage) throws IOException, InterruptedException, ExecutionException {
        Installation installation = stage.installation();
        for (String replica : List.of("two", "one")) {
            stage.fault("kill and restart", () -> {
                installation.replica(replica).process().kill();
                installation.begin(replica, Installation.launch());
            });
            installation.replica(replica).awaitReady();
            stage.rest();
        }
        stage.fault("kill", () -> installation.replica("two").process().kill());
        stage.rest();
        stage.fault("late restart", () -> installation.begin("two", Installation.launch()));
        stage.rest();
    }

    private static void killBroker(Stage stage) throws IOException, InterruptedException, ExecutionException {
        int leader = stage.installation().leader();
        killAndRestart(stage, "kill", leader);
    }

    private static void killCoordinators(Stage stage) throws IOException, InterruptedException, ExecutionException {
        killAndRestart(stage, "kill of the group's", stage.installation().groupCoordinator());
        killAndRestart(stage, "kill of transactions'", stage.installation().transactionCoordinator());
    }

    private static void killAndRestart(Stage stage, String what, int broker)
            throws IOException, InterruptedException, ExecutionException {
        stage.fault(what, () -> stage.installation().brokers().kill(broker));
        stage.rest();
        stage.installation().brokers().restart(broker);
        stage.awaitInSync();
        stage.rest();
    }

    private static void pause(Stage stage, long pid, String what)
            throws IOException, InterruptedException, ExecutionException {
        long since = System.currentTimeMillis();
        Command.run("kill", "-STOP", String.valueOf(pid));
        stage.rest(OUTAGE);
        Command.run("kill", "-CONT", String.valueOf(pid));
        stage.recovered("pause", since);
        stage.fault(what + " goes on", () -> {});
        stage.awaitInSync();
        stage.rest();
    }

    private static void cut(Stage stage, String host) throws IOException, InterruptedException, ExecutionException {
        long since = System.currentTimeMillis();
        stage.installation().network().cut(host);
        stage.rest(OUTAGE);
        stage.installation().network().mend(host);
        stage.recovered("cut", since);
        stage.fault("mended", () -> {});
        stage.awaitInSync();
        stage.rest();
    }

    private static void roll(Stage stage) throws IOException, InterruptedException, ExecutionException {
        for (String replica : List.of("one", "two")) {
            stage.fault(replica, () -> {
                stage.installation().stop(replica);
                stage.installation().begin(replica, Installation.launch());
            });
            stage.installation().replica(replica).awaitReady();
            stage.rest();
        }
    }

    private static void scale(Stage stage) throws IOException, InterruptedException, ExecutionException {
        Installation installation = stage.installation();
        for (String replica : List.of("two", "three")) {
            stage.fault("up", () -> installation.start(replica));
            stage.rest();
            stage.note("partitions of each replica: " + installation.partitions());
        }
        for (String replica : List.of("three", "two")) {
            stage.fault("down", () -> installation.stop(replica));
            stage.rest();
        }
    }

    private static void scaleAged(Stage stage) throws IOException, InterruptedException, ExecutionException {
        Installation installation = stage.installation();
        installation.set(List.of("--kafka.acceptable.recovery.lag=0"));
        installation.stop("one");
        installation.start("one");
        scale(stage);
    }

    private void soak(Stage stage) throws IOException, InterruptedException {
        List<Long> memory = new ArrayList<>();
        for (int tenth = 0; tenth < TENTHS; tenth++) {
            stage.rest(Duration.ofSeconds(equipment.soak()).dividedBy(TENTHS));
            long most = 0;
            for (ServiceUnderTest replica : stage.installation().replicas()) {
                PeakMemory now = replica.memory();
                most = Math.max(most, now.now());
            }
            memory.add(most);
        }
        stage.note("resident memory of the larger processor after each tenth, MiB: " + memory);
    }
}
