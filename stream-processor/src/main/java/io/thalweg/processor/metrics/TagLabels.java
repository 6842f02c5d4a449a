package io.thalweg.processor.metrics;

import io.prometheus.metrics.model.snapshots.Labels;
import io.thalweg.protocol.RunId;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A run's tags as labels. What a label name may not hold becomes an underscore; a name that Prometheus or this metric uses
 * itself is preceded by {@code tag_}; of tags that come out alike the first in the order of their keys keeps the name and
 * the others get {@code _2}, {@code _3} and so on, so that the same tags always give the same labels.
 */
final class TagLabels {
    private static final Set<String> RESERVED =
            Set.of("run", "attempt", "manifold", "instance", "job", "le", "quantile", "exported_run");

    private TagLabels() {}

    static Labels of(RunId run, Map<String, String> tags) {
        Labels.Builder labels = Labels.builder().label("run", run.value());
        Set<String> taken = new TreeSet<>();
        new TreeMap<>(tags).forEach((key, value) -> {
            String name = free(name(key), taken);
            taken.add(name);
            // To Prometheus an empty label is none.
            if (!value.isEmpty()) {
                labels.label(name, value);
            }
        });
        return labels.build();
    }

    private static String name(String key) {
        String name = key.replaceAll("[^A-Za-z0-9_]", "_");
        boolean refused = RESERVED.contains(name) || name.startsWith("__") || !name.matches("[A-Za-z_].*");
        return refused ? "tag_" + name : name;
    }

    private static String free(String name, Set<String> taken) {
        String candidate = name;
        for (int i = 2; taken.contains(candidate); i++) {
            candidate = name + "_" + i;
        }
        return candidate;
    }
}
