package io.thalweg.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.thalweg.protocol.policy.Policy;
import io.thalweg.protocol.policy.PolicyFormat;
import io.thalweg.protocol.policy.PolicyFormatException;
import io.thalweg.protocol.policy.PolicyTopic;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code thalweg policies list}: what is on the topic. */
@Command(
        name = "list",
        description = "Lists the policies on the topic; those of a processor's file are not there.",
        mixinStandardHelpOptions = true,
        footer = {"", "Example:", "  thalweg policies list --json | jq 'select(.shadow)'"})
final class PoliciesListCommand implements Callable<Integer> {
    @Mixin
    private KafkaOptions kafka = new KafkaOptions();

    @Option(names = "--json", description = "One JSON object a policy.")
    private boolean json;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        kafka.awaitTopics(spec.commandLine().getErr());
        PrintWriter out = spec.commandLine().getOut();
        Map<String, byte[]> all = new PolicyTopic(kafka.topics().policies(), kafka.clientProperties()).all();
        if (all.isEmpty() && !json) {
            out.println("no policies on " + kafka.topics().policies());
        }
        all.forEach((name, value) -> {
            try {
                print(out, PolicyFormat.readRecord(name, value));
            } catch (PolicyFormatException e) {
                printRefused(out, name, e);
            }
        });
        out.flush();
        return ExitCode.OK;
    }

    private void print(PrintWriter out, Policy policy) {
        if (json) {
            ObjectNode body = PolicyFormat.json(policy);
            Json.printLine(out, body.put("name", policy.name()));
        } else {
            out.println(line(policy));
        }
    }

    private void printRefused(PrintWriter out, String name, PolicyFormatException refusal) {
        if (json) {
            Json.printLine(out, Map.of("name", name, "problems", refusal.problems()));
        } else {
            out.println(PlainText.of(name) + ": refused: " + PlainText.of(refusal.getMessage()));
        }
    }

    /** A policy in one line of plain words. */
    static String line(Policy policy) {
        String kinds = policy.stopping().stream().sorted().map(Enum::name).collect(Collectors.joining(", "));
        StringBuilder line = new StringBuilder(PlainText.of(policy.name())).append(": ");
        line.append(policy.shadow() ? "observes only, would stop for " : "stops for ")
                .append(kinds.isEmpty() ? "nothing" : kinds);
        if (policy.consecutive() > 1) {
            line.append(" after ").append(policy.consecutive()).append(" snapshots in alarm");
        }
        if (policy.grace().steps() > 0 || policy.grace().snapshots() > 0) {
            line.append("; not before step ")
                    .append(policy.grace().steps())
                    .append(" and snapshot ")
                    .append(policy.grace().snapshots());
        }
        if (!policy.budget().unlimited()) {
            line.append("; at most ")
                    .append(PlainText.percent(policy.budget().share()))
                    .append(" of the runs");
            if (policy.budget().atLeast() > 0) {
                line.append(", or ").append(policy.budget().atLeast()).append(" if that is more");
            }
        }
        return line.toString();
    }
}
