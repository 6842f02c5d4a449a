package io.thalweg.deployment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.marcnuri.helm.Helm;
import com.marcnuri.helm.LintResult;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** That Helm takes the chart and its values files, and refuses what cannot work. */
class ChartRenderingTest {
    @Test
    void strictLintFindsNothing() {
        LintResult result = new Helm(Chart.FOLDER.toAbsolutePath().normalize())
                .lint()
                .strict()
                .call();

        assertFalse(result.isFailed(), () -> String.join("\n", result.getMessages()));
    }

    @ParameterizedTest
    @MethodSource("io.thalweg.deployment.Chart#valuesFiles")
    void manifestsHaveOnlyFieldsThatTheirKindsHave(Path values) throws ReflectiveOperationException {
        for (HasMetadata manifest : Chart.manifests(Chart.template(values))) {
            boolean typed = !manifest.getClass().getSimpleName().startsWith("Generic");

            assertTrue(typed || manifest.getKind().equals("ScaledObject"), () -> "no type for " + manifest.getKind());
            assertEquals(List.of(), typed ? UnknownFields.of(manifest) : List.of());
        }
    }

    @Test
    void unknownFieldsAreSeen() throws ReflectiveOperationException {
        String manifest = """
                apiVersion: v1
                kind: Service
                metadata: {name: a}
                spec: {ports: [{port: 1, protcol: TCP}]}""";

        assertEquals(
                List.of("Service.Spec.Ports[].protcol"),
                UnknownFields.of(Chart.manifests(manifest).get(0)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "replicas | 0 | replicas: | minimum: got 0, want 1",
                "bootstrapServers | kafka | bootstrapServers | does not match pattern",
                "replica | 3 | additional properties 'replica' not allowed | ",
                "config.http\\.port | 80 | config/http.port | set by the chart: leave it out",
                "secretConfig.kafka\\.x | plain | secretConfig/kafka.x | want object",
                "manifolds.by | publish | manifolds/volume | minProperties",
                "topics.replication | 0 | topics/replication | must be one of",
                "log.format | xml | log/format | must be one of 'json', 'text'",
                "prometheusRule.docs | docs/ | prometheusRule/docs | does not match pattern",
                "terminationGracePeriodSeconds | 5 | terminationGracePeriodSeconds | minimum: got 5, want 25",
            })
    void valueThatCannotWorkIsRefusedByItsPath(String key, String value, String path, String expectation) {
        RuntimeException refusal = assertThrows(RuntimeException.class, () -> Chart.template(Map.of(key, value)));

        String message = String.valueOf(refusal.getMessage());
        assertTrue(message.contains(path.strip().replace(":", "")), message);
        assertTrue(message.contains(expectation == null ? "" : expectation), message);
    }
}
