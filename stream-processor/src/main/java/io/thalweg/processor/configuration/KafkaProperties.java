package io.thalweg.processor.configuration;

import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The properties that pass through to Kafka's clients, as given after {@code kafka.}: {@code streams.}, {@code producer.},
 * {@code consumer.} and {@code admin.} reach that client only, everything else reaches all of them.
 *
 * @param given without the prefix {@code kafka.}
 */
public record KafkaProperties(Map<String, String> given) {
    static final String PREFIX = "kafka.";
    private static final List<String> SCOPES = List.of("streams.", "producer.", "consumer.", "admin.");
    /** What has a key of its own here, or is part of the contract. */
    private static final Map<String, String> TAKEN = Map.of(
            "bootstrap.servers", "set bootstrap.servers",
            "application.id", "set application.id",
            "group.id", "set application.id",
            "group.instance.id", "set instance.id",
            "client.id", "set instance.id",
            "state.dir", "set state.dir",
            "num.stream.threads", "set threads",
            "commit.interval.ms", "set commit.interval.ms",
            "processing.guarantee", "exactly_once_v2 is part of the contract");

    /** Keeps a sorted copy: values may be secrets and are never printed. */
    public KafkaProperties {
        given = Collections.unmodifiableMap(new TreeMap<>(given));
    }

    /**
     * What the environment passes through ({@code THALWEG_KAFKA_...}), for programs beside the processor: the same variables reach
     * the same cluster from all of them.
     */
    public static KafkaProperties of(Map<String, String> environment) {
        Map<String, String> given = new TreeMap<>();
        environment.forEach((variable, value) -> ConfigurationSources.key(variable)
                .filter(key -> key.startsWith(PREFIX))
                .map(key -> key.substring(PREFIX.length()))
                .filter(property -> refusal(property).isEmpty())
                .ifPresent(property -> given.put(property, value)));
        return new KafkaProperties(given);
    }

    /** Why a property may not be passed through. */
    static Optional<String> refusal(String property) {
        String name = SCOPES.stream()
                .filter(property::startsWith)
                .findFirst()
                .map(scope -> property.substring(scope.length()))
                .orElse(property);
        return name.isEmpty() ? Optional.of("name a property after the dot") : Optional.ofNullable(TAKEN.get(name));
    }

    /** What reaches every client. */
    public Map<String, String> everyClient() {
        Map<String, String> properties = new TreeMap<>(given);
        properties.keySet().removeIf(name -> SCOPES.stream().anyMatch(name::startsWith));
        return properties;
    }

    /** For a plain consumer. */
    public Map<String, Object> consumer() {
        return scoped("consumer.", "");
    }

    /** For an admin client. */
    public Map<String, Object> admin() {
        return scoped("admin.", "");
    }

    /** For Kafka Streams, which hands on what it does not know itself and what begins with a client's name. */
    public Map<String, Object> streams() {
        Map<String, Object> properties = scoped("streams.", "");
        for (String scope : List.of("producer.", "consumer.", "admin.")) {
            scope(scope, scope, properties);
        }
        return properties;
    }

    private Map<String, Object> scoped(String scope, String target) {
        Map<String, Object> properties = new HashMap<>(everyClient());
        scope(scope, target, properties);
        return properties;
    }

    private void scope(String scope, String target, Map<String, Object> properties) {
        given.forEach((name, value) -> {
            if (name.startsWith(scope)) {
                properties.put(target + name.substring(scope.length()), value);
            }
        });
    }

    /** The names only: a value may be a password. */
    @Override
    public String toString() {
        Set<String> names = given.keySet();
        return "KafkaProperties" + names;
    }
}
