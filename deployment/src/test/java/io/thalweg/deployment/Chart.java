package io.thalweg.deployment;

import com.marcnuri.helm.Helm;
import com.marcnuri.helm.TemplateCommand;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The chart, as Helm renders it. */
final class Chart {
    static final Path ROOT = Path.of("..");
    static final Path FOLDER = ROOT.resolve("helm").resolve("thalweg");
    static final String RELEASE = "valley";
    static final String OLDEST_KUBERNETES = "1.27.0";

    private static final KubernetesSerialization SERIALIZATION = new KubernetesSerialization();

    private Chart() {}

    /** The values files that come with the chart. */
    static Stream<Path> valuesFiles() {
        try (Stream<Path> files = Files.list(FOLDER.resolve("ci"))) {
            return files.sorted().toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Path values(String name) {
        return FOLDER.resolve("ci").resolve(name + "-values.yaml");
    }

    /** What Helm says, when a values file is given. */
    static String template(Path values) {
        return command().withValuesFile(values.toAbsolutePath()).call();
    }

    /** What Helm says, when values are set one by one. */
    static String template(Map<String, String> values) {
        TemplateCommand command = command();
        values.forEach(command::set);
        return command.call();
    }

    private static TemplateCommand command() {
        return new Helm(FOLDER.toAbsolutePath().normalize())
                .template()
                .withName(RELEASE)
                .withNamespace("thalweg")
                .withKubeVersion(OLDEST_KUBERNETES);
    }

    /** The manifests of a rendered chart, by the types of their kinds. */
    static List<HasMetadata> manifests(String rendered) {
        return documents(rendered).stream()
                .map(document -> (HasMetadata) SERIALIZATION.unmarshal(document))
                .toList();
    }

    static List<String> documents(String text) {
        return Arrays.stream(text.split("(?m)^---\\s*$"))
                .filter(document -> document.lines().anyMatch(line -> !line.isBlank() && !line.startsWith("#")))
                .toList();
    }

    /** The only one of its kind; with this name where there are several. */
    static <T extends HasMetadata> T only(Class<T> kind, String name, List<HasMetadata> manifests) {
        List<T> found = manifests.stream()
                .filter(kind::isInstance)
                .map(kind::cast)
                .filter(manifest -> manifest.getMetadata().getName().equals(name))
                .toList();
        if (found.size() != 1) {
            throw new AssertionError(found.size() + " manifests of " + kind.getSimpleName() + " named " + name);
        }
        return found.get(0);
    }

    /** The properties file that the processors read. */
    static String properties(List<HasMetadata> manifests, String name) {
        return only(ConfigMap.class, name, manifests).getData().getOrDefault("thalweg.properties", "");
    }
}
