package io.thalweg.benchmarks.faults;

import io.thalweg.benchmarks.faults.FaultScenario.Need;
import io.thalweg.benchmarks.processes.JavaLaunch;
import io.thalweg.protocol.ProbeSet;
import io.thalweg.protocol.chunk.RejectionReason;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;

/** Tries one scenario in a folder of its own. */
final class FaultRunner {
    private static final List<String> NAMES = List.of("one", "two", "three");
    private static final int PLACES = 12;
    private static final Duration STILL = Duration.ofSeconds(45);
    private static final Duration LATE = Duration.ofMillis(1500);

    private final Equipment equipment;
    private final double perSecond;
    private final Duration calm;

    FaultRunner(Equipment equipment, double perSecond, Duration calm) {
        this.equipment = equipment;
        this.perSecond = perSecond;
        this.calm = calm;
    }

    FaultFigures run(FaultScenario scenario, Path folder) throws IOException, InterruptedException, ExecutionException {
        FaultScenario.Setup setup = scenario.setup();
        ProbeSet probeSet = equipment.data().probeSet();
        try (Installation installation =
                        Installation.start(folder, equipment.manifold(), setup.need() == Need.NETWORK);
                Arrivals arrivals = new Arrivals(installation.bootstrapServers())) {
            arrivals.start();
            startReplicas(installation, setup);
            PartSender parts = new PartSender(installation.bootstrapServers(), probeSet, setup.partsClock());
            FaultLoad load = new FaultLoad(
                    installation.bootstrapServers(), equipment.plans(), probeSet, PLACES, perSecond, parts);
            PartSender poisoned = new PartSender(installation.bootstrapServers(), probeSet, Duration.ZERO);
            Poison poison = new Poison(poisoned, probeSet, PLACES, Math.max(1, perSecond * setup.poisonShare()));
            load.start();
            Stage stage = new Stage(installation, load, arrivals, calm);
            stage.awaitAll();
            if (setup.poisonShare() > 0) {
                poison.start();
            }
            scenario.body().run(stage);
            Map<RejectionReason, Integer> bad = poison.stop();
            poisoned.close();
            Map<String, FaultLoad.Published> published = load.stop();
            Map<String, Integer> deadLetters = new TreeMap<>();
            bad.forEach((reason, count) -> deadLetters.put(reason.name(), count));
            Reckoning reckoning = new Reckoning(scenario, published, arrivals);
            drain(
                    arrivals,
                    reckoning.snapshots(),
                    deadLetters.values().stream().mapToInt(n -> n).sum());
            int underWay = (stage.recoveries().size() + 1) * load.placesWithParts();
            return reckoning.figures(stage, load.unsent(), underWay, deadLetters);
        }
    }

    private void startReplicas(Installation installation, FaultScenario.Setup setup)
            throws IOException, InterruptedException {
        JavaLaunch launch = setup.need() == Need.OLD_RELEASE
                ? Installation.launch().of(equipment.oldRelease().orElseThrow())
                : Installation.launch();
        List<String> names = NAMES.subList(0, setup.replicas());
        for (String name : names) {
            installation.begin(name, launch);
        }
        for (String name : names) {
            installation.replica(name).awaitReady();
        }
    }

    /** Waits for what is still under way, until nothing has come for long; then for what should not come. */
    private static void drain(Arrivals arrivals, int metrics, int deadLetters) throws InterruptedException {
        int seen = -1;
        long since = System.nanoTime();
        while (arrivals.count() < metrics || arrivals.deadLetters().size() < deadLetters) {
            int now = arrivals.count() + arrivals.deadLetters().size();
            if (now != seen) {
                seen = now;
                since = System.nanoTime();
            } else if (System.nanoTime() - since > STILL.toNanos()) {
                break;
            }
            arrivals.check();
            Thread.sleep(50);
        }
        Thread.sleep(LATE.toMillis());
    }
}
