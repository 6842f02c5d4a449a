package io.thalweg.benchmarks.pipeline;

import io.thalweg.benchmarks.processes.JavaProcess;
import io.thalweg.benchmarks.processes.PeakMemory;
import io.thalweg.benchmarks.processes.ServiceUnderTest;
import io.thalweg.benchmarks.processes.SyntheticManifold;
import io.thalweg.broker.BrokerProcess;
import io.thalweg.protocol.ProbeSetId;
import io.thalweg.protocol.TopicLayout;
import io.thalweg.protocol.Topics;
import io.thalweg.protocol.manifold.Precision;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;

/** Runs one case in a scratch folder. */
final class PipelineRunner {
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    /**
     * Before that the compilers are at work: the load is a JVM that has just started, and what is done once a snapshot is compiled
     * when it has been done some ten thousand times. They were seen busy until the 98th second.
     */
    private static final Duration STARTING = Duration.ofMinutes(2);

    private static final double KERNEL_SECONDS = 4;
    private static final int FEWEST_PACED = 5;

    private final PipelineCase what;
    private final PipelineOptions options;
    private final Path folder;
    private final Path manifold;
    private final ProbeSetId probeSet;
    private final List<Rate> service = new ArrayList<>();
    private final List<Rate> passThrough = new ArrayList<>();
    private final List<Rate> kernel = new ArrayList<>();
    private String kernelName = "";
    private String bootstrapServers = "";

    PipelineRunner(PipelineCase what, PipelineOptions options, Path folder) {
        this.what = what;
        this.options = options;
        this.folder = folder;
        this.manifold = folder.resolve("manifold.safetensors");
        this.probeSet = new SyntheticManifold(what.samples(), what.classes(), 1)
                .probeSet()
                .id();
    }

    PipelineFigures run() throws IOException, InterruptedException {
        new SyntheticManifold(what.samples(), what.classes(), what.landmarks()).write(manifold, Precision.FLOAT32);
        try (BrokerProcess broker = BrokerProcess.startOptimized(folder.resolve("broker"))) {
            bootstrapServers = broker.bootstrapServers();
            createTopics();
            try (JavaProcess load = load(1, what.steps(), 0)) {
                load.await();
            }
            for (int i = 1; i < options.alternations(); i++) {
                drainPassThrough(i);
                runKernel();
                try (ServiceUnderTest one = drainService(i)) {
                    one.stop();
                }
            }
            drainPassThrough(options.alternations());
            runKernel();
            try (ServiceUnderTest last = drainService(options.alternations())) {
                PipelineFigures figures = follow(last);
                last.stop();
                return figures;
            }
        }
    }

    private void createTopics() {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            TopicLayout.standard(Topics.standard()).create(admin);
            admin.createTopics(List.of(new NewTopic(
                            PassThrough.TOPIC, Optional.of(TopicLayout.DEFAULT_PARTITIONS), Optional.empty())))
                    .all()
                    .toCompletionStage()
                    .toCompletableFuture()
                    .join();
        }
    }

    private JavaProcess load(int firstStep, long steps, double perSecond) throws IOException {
        return JavaProcess.start(
                folder,
                List.of("-Xmx768m"),
                PacedLoad.class,
                List.of(
                        bootstrapServers,
                        String.valueOf(what.samples()),
                        String.valueOf(what.classes()),
                        String.valueOf(what.runs()),
                        String.valueOf(firstStep),
                        String.valueOf(steps),
                        String.valueOf(what.steps()),
                        String.valueOf(perSecond),
                        what.encoding().name()));
    }

    private void drainPassThrough(int turn) throws IOException, InterruptedException {
        List<String> arguments = List.of(
                String.valueOf(what.chunks(probeSet).size()),
                "--bootstrap.servers=" + bootstrapServers,
                "--instance.id=one",
                "--application.id=pass-through-" + turn,
                "--threads=" + options.threads(),
                "--state.dir=" + folder.resolve("pass-through-" + turn));
        try (CommittedRecords written = new CommittedRecords(bootstrapServers, PassThrough.TOPIC, PATIENCE);
                JavaProcess process =
                        JavaProcess.start(folder, List.of("-Xmx" + what.heap()), PassThrough.class, arguments)) {
            passThrough.add(written.rate(what.backlog(), process));
            process.stop();
        }
    }

    private void runKernel() throws IOException, InterruptedException {
        Path result = folder.resolve("kernel.txt");
        List<String> arguments = List.of(
                manifold.toString(),
                String.valueOf(what.samples()),
                String.valueOf(what.classes()),
                what.encoding().name(),
                String.valueOf(KERNEL_SECONDS),
                String.valueOf(options.kernelThreads()),
                result.toString());
        try (JavaProcess process =
                JavaProcess.start(folder, List.of("-Xmx" + what.heap()), KernelAlone.class, arguments)) {
            process.await();
        }
        String[] words = Files.readString(result).split(" ", 3);
        kernelName = words[0];
        kernel.add(new Rate(Double.parseDouble(words[1]), Double.parseDouble(words[2])));
    }

    /** The service, started anew under a name that has read nothing yet, when it has measured the whole backlog. */
    private ServiceUnderTest drainService(int turn) throws IOException, InterruptedException {
        List<String> java = new ArrayList<>(List.of("-Xmx" + what.heap()));
        if (options.profiles().isPresent()) {
            Path recordings = Files.createDirectories(options.profiles().get());
            java.add("-XX:StartFlightRecording=settings=profile,filename="
                    + recordings.resolve(what.name() + "-" + turn + ".jfr"));
        }
        try (CommittedRecords metrics =
                new CommittedRecords(bootstrapServers, Topics.standard().metrics(), PATIENCE)) {
            ServiceUnderTest started = ServiceUnderTest.start(
                    Files.createDirectories(folder.resolve("service-" + turn)),
                    bootstrapServers,
                    java,
                    manifold,
                    "--application.id=thalweg-" + turn,
                    "--threads=" + options.threads(),
                    "--kernel.threads=" + options.kernelThreads());
            service.add(metrics.rate(what.backlog(), started.process()));
            return started;
        }
    }

    /** Latency and memory, at half of what it can take. */
    private PipelineFigures follow(ServiceUnderTest running) throws IOException, InterruptedException {
        double perSecond = Rate.median(service).perSecond() / 2;
        long steps = Math.max((FEWEST_PACED + what.runs() - 1) / what.runs(), (long)
                Math.ceil(perSecond * options.pacedSeconds() / what.runs()));
        long count = steps * what.runs();
        List<Long> course = new ArrayList<>();
        long start = System.nanoTime();
        double tenth = count / perSecond / 10;
        Latency latency;
        Duration starting = Duration.ofSeconds(Math.min(options.pacedSeconds() / 2, STARTING.toSeconds()));
        try (CommittedRecords metrics =
                        new CommittedRecords(bootstrapServers, Topics.standard().metrics(), PATIENCE);
                JavaProcess load = load(what.steps() + 1, steps, perSecond)) {
            latency = Latency.of(metrics.latencies(count, starting, () -> {
                PeakMemory now = running.memory();
                if ((System.nanoTime() - start) / 1e9 >= tenth * (course.size() + 1)) {
                    course.add(now.now());
                }
            }));
            load.await();
        }
        return new PipelineFigures(
                what,
                kernelName,
                what.snapshotBytes(probeSet),
                Rate.median(service),
                Rate.median(passThrough),
                Rate.median(kernel),
                new PipelineFigures.Paced(
                        perSecond, Duration.ofSeconds(options.pacedSeconds()), latency, running.memory(), course));
    }
}
