package io.thalweg.cli;

import io.thalweg.protocol.manifold.ManifoldFile;
import io.thalweg.protocol.manifold.ManifoldHash;
import io.thalweg.protocol.manifold.ManifoldTopic;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code thalweg reference publish}: puts a manifold where every processor finds it. */
@Command(
        name = "publish",
        description =
                "Publishes a manifold file to the topic of manifolds; running processors take it without restart.",
        mixinStandardHelpOptions = true,
        footer = {"", "Example:", "  thalweg reference publish digits.safetensors --bootstrap-server localhost:9092"})
final class ReferencePublishCommand implements Callable<Integer> {
    @Parameters(paramLabel = "FILE", description = "A manifold file.")
    private Path file = Path.of(".");

    @Mixin
    private KafkaOptions kafka = new KafkaOptions();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        // A file that cannot be used is no reason to wait for a cluster.
        ManifoldFile.open(file).close();
        kafka.awaitTopics(spec.commandLine().getErr());
        ManifoldHash hash = new ManifoldTopic(kafka.topics().manifolds(), kafka.clientProperties()).publish(file);
        spec.commandLine()
                .getOut()
                .printf("%s published to %s%n", hash.value(), kafka.topics().manifolds());
        spec.commandLine().getOut().flush();
        return ExitCode.OK;
    }
}
