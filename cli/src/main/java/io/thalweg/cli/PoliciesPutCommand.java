package io.thalweg.cli;

import io.thalweg.protocol.policy.Policy;
import io.thalweg.protocol.policy.PolicyFormat;
import io.thalweg.protocol.policy.PolicyFormatException;
import io.thalweg.protocol.policy.PolicyTopic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code thalweg policies put}: checks all, then sends. */
@Command(
        name = "put",
        description = "Puts the policies of a file in force; running processors take them without restart.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Nothing is sent when any policy of the file has an error.",
            "Examples:",
            "  thalweg policies put policies.json",
            "  thalweg policies put policies.json --only imagenet"
        })
final class PoliciesPutCommand implements Callable<Integer> {
    @Parameters(paramLabel = "FILE", description = "Policies in JSON.")
    private Path file = Path.of(".");

    @Option(names = "--only", paramLabel = "EXPERIMENT", description = "Only the policy of this name; may be repeated.")
    private List<String> only = new ArrayList<>();

    @Mixin
    private KafkaOptions kafka = new KafkaOptions();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        Map<String, Policy> policies = chosen();
        kafka.awaitTopics(spec.commandLine().getErr());
        PolicyTopic topic = new PolicyTopic(kafka.topics().policies(), kafka.clientProperties());
        for (Policy policy : policies.values()) {
            topic.put(policy);
            spec.commandLine()
                    .getOut()
                    .printf("%s put to %s%n", policy.name(), kafka.topics().policies());
        }
        spec.commandLine().getOut().flush();
        return ExitCode.OK;
    }

    private Map<String, Policy> chosen() throws IOException {
        Map<String, Policy> policies;
        try {
            policies = new LinkedHashMap<>(PolicyFormat.readFile(Files.readAllBytes(file)));
        } catch (PolicyFormatException e) {
            throw new CommandFailure("%s: %s".formatted(file, String.join("; ", e.problems())), e);
        }
        for (String name : only) {
            if (!policies.containsKey(name)) {
                throw new CommandFailure("%s has no policy %s; it has %s".formatted(file, name, policies.keySet()));
            }
        }
        if (!only.isEmpty()) {
            policies.keySet().retainAll(only);
        }
        if (policies.isEmpty()) {
            throw new CommandFailure("%s has no policy to put".formatted(file));
        }
        return policies;
    }
}
