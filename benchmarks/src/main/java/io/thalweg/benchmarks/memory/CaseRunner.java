package io.thalweg.benchmarks.memory;

import io.thalweg.benchmarks.processes.JavaProcess;
import io.thalweg.benchmarks.processes.PeakMemory;
import io.thalweg.benchmarks.processes.ServiceUnderTest;
import io.thalweg.benchmarks.processes.SyntheticManifold;
import io.thalweg.broker.BrokerProcess;
import io.thalweg.protocol.TopicLayout;
import io.thalweg.protocol.Topics;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;

/** Runs one case in a scratch folder. */
final class CaseRunner {
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final PeakMemory ENDED = new PeakMemory(0, 0, 0, 0);

    private final Case what;
    private final Path folder;

    CaseRunner(Case what, Path folder) {
        this.what = what;
        this.folder = folder;
    }

    Outcome run() throws IOException, InterruptedException {
        Path file = folder.resolve("manifold.safetensors");
        new SyntheticManifold(what.samples(), what.classes(), what.landmarks()).write(file, what.precision());
        try (BrokerProcess broker = BrokerProcess.start(folder.resolve("broker"))) {
            try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
                TopicLayout.standard(Topics.standard()).create(admin);
            }
            try (ServiceUnderTest service = ServiceUnderTest.start(
                            folder, broker.bootstrapServers(), List.of("-Xmx" + what.heap()), file);
                    JavaProcess load = load(broker.bootstrapServers())) {
                return follow(service, load);
            }
        }
    }

    private JavaProcess load(String bootstrapServers) throws IOException {
        List<String> shape = List.of(
                bootstrapServers,
                String.valueOf(what.samples()),
                String.valueOf(what.classes()),
                String.valueOf(what.runs()),
                String.valueOf(what.snapshots()),
                String.valueOf(what.pauseMillis()));
        Class<?> main = what.name().equals(Case.MANY_RUNS) ? ManyRunsLoad.class : SnapshotLoad.class;
        return JavaProcess.start(folder, List.of("-Xmx512m"), main, shape);
    }

    private Outcome follow(ServiceUnderTest service, JavaProcess load) throws IOException, InterruptedException {
        long start = System.nanoTime();
        List<Long> course = new ArrayList<>();
        long measured = 0;
        long refused = 0;
        while (measured + refused < what.all()) {
            Thread.sleep(100);
            measured = service.measured();
            refused = service.rejected("TOO_MANY_RUNS");
            if ((measured + refused) * 10 >= what.all() * (course.size() + 1)) {
                course.add(service.memory().now());
            }
            if (System.nanoTime() - start > PATIENCE.toNanos()) {
                throw new IOException("%s: %d of %d snapshots within %s; logs are in %s"
                        .formatted(what.name(), measured + refused, what.all(), PATIENCE, folder));
            }
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        PeakMemory publisher = load.isAlive() ? load.memory() : ENDED;
        return new Outcome(what, measured, refused, seconds, service.memory(), course, publisher);
    }
}
