package io.thalweg.cli;

import io.thalweg.protocol.policy.PolicyTopic;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code thalweg policies delete}: takes policies off the topic. */
@Command(
        name = "delete",
        description = "Takes policies off the topic: the processor's file, or default, counts again.",
        mixinStandardHelpOptions = true,
        footer = {"", "Example:", "  thalweg policies delete imagenet"})
final class PoliciesDeleteCommand implements Callable<Integer> {
    @Parameters(paramLabel = "EXPERIMENT", arity = "1..*", description = "Names of policies.")
    private List<String> names = new ArrayList<>();

    @Mixin
    private KafkaOptions kafka = new KafkaOptions();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        kafka.awaitTopics(spec.commandLine().getErr());
        PolicyTopic topic = new PolicyTopic(kafka.topics().policies(), kafka.clientProperties());
        Set<String> there = topic.all().keySet();
        for (String name : names) {
            if (!there.contains(name)) {
                throw new CommandFailure("no policy %s on %s; there are %s"
                        .formatted(name, kafka.topics().policies(), there));
            }
        }
        for (String name : names) {
            topic.delete(name);
            spec.commandLine()
                    .getOut()
                    .printf("%s deleted from %s%n", name, kafka.topics().policies());
        }
        spec.commandLine().getOut().flush();
        return ExitCode.OK;
    }
}
