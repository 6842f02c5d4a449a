package io.thalweg.processor.policy;

import io.thalweg.processor.tracking.PolicyCatalogue;
import io.thalweg.protocol.policy.Policy;
import io.thalweg.protocol.policy.PolicyFormat;
import io.thalweg.protocol.policy.PolicyFormatException;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The policies in force, from the file and from the topic; for a name that both have, the topic's. What is refused is logged
 * and counted, and what was there before stays. Thread-safe; {@link #forExperiment} never waits.
 */
public final class LoadedPolicies implements PolicyCatalogue {
    private static final Logger LOG = LoggerFactory.getLogger(LoadedPolicies.class);
    private static final Policy BUILT_IN = Policy.standard(Policy.DEFAULT);

    private final Consumer<PolicySource> onRefusal;
    private final Map<String, Policy> ofTopic = new HashMap<>();
    private Map<String, Policy> ofFile = Map.of();

    private volatile Map<String, Policy> inForce = Map.of();

    /**
     * None yet: the built-in policy is in force.
     *
     * @param onRefusal told of every refusal, once a file or a record
     */
    public LoadedPolicies(Consumer<PolicySource> onRefusal) {
        this.onRefusal = onRefusal;
    }

    @Override
    public Policy forExperiment(String experiment) {
        Map<String, Policy> now = inForce;
        Policy own = now.get(experiment);
        return own != null ? own : now.getOrDefault(Policy.DEFAULT, BUILT_IN);
    }

    /** How many policies are in force, the built-in one left out. */
    public int size() {
        return inForce.size();
    }

    /**
     * Takes the policies of the file, in place of those that it had before.
     *
     * @throws PolicyFormatException with every problem, those before staying in force
     */
    void takeFile(byte[] json) throws PolicyFormatException {
        Map<String, Policy> read = PolicyFormat.readFile(json);
        synchronized (this) {
            ofFile = Map.copyOf(read);
            publish();
        }
        LOG.atInfo()
                .addKeyValue("source", PolicySource.FILE)
                .addKeyValue("policies", new TreeMap<>(read).keySet())
                .log("policies in force");
    }

    /** Takes a record of the topic; without a value it takes the policy of that name away. */
    public void takeRecord(String name, byte @Nullable [] json) {
        try {
            @Nullable Policy policy = json == null ? null : PolicyFormat.readRecord(name, json);
            synchronized (this) {
                if (policy == null) {
                    ofTopic.remove(name);
                } else {
                    ofTopic.put(name, policy);
                }
                publish();
            }
            LOG.atInfo()
                    .addKeyValue("source", PolicySource.TOPIC)
                    .addKeyValue("policy", name)
                    .log(policy == null ? "policy taken away" : "policy in force");
        } catch (PolicyFormatException e) {
            e.problems().forEach(problem -> refused(PolicySource.TOPIC, name + ": " + problem));
            onRefusal.accept(PolicySource.TOPIC);
        }
    }

    /** The file cannot be used: what was there before stays in force. */
    void refuseFile(Iterable<String> problems) {
        problems.forEach(problem -> refused(PolicySource.FILE, problem));
        onRefusal.accept(PolicySource.FILE);
    }

    private static void refused(PolicySource source, String problem) {
        LOG.atWarn()
                .addKeyValue("source", source)
                .addKeyValue("problem", problem)
                .log("policy refused, the last good one stays in force");
    }

    private void publish() {
        Map<String, Policy> all = new HashMap<>(ofFile);
        all.putAll(ofTopic);
        inForce = Map.copyOf(all);
    }
}
