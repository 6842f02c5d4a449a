package io.thalweg.reference.trajectory;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.thalweg.protocol.ProbeSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** {@code ids.json}, optional: the ids of the probe samples, where they are not their decimal indices. */
final class SampleIds {
    static final String FILE = "ids.json";

    private SampleIds() {}

    /** The probe set of these labels, with the ids of the file beside them if there is one. */
    static ProbeSet probeSet(Path file, int[] labels, int classes) throws IOException {
        if (!Files.exists(file)) {
            return ProbeSet.of(labels, classes);
        }
        List<String> ids = read(file);
        if (ids.size() != labels.length || ids.contains(null)) {
            throw new TrajectoryException(
                    file, "%d ids: expected a text for each of %d labels".formatted(ids.size(), labels.length));
        }
        return ProbeSet.of(ids, labels, classes);
    }

    private static List<String> read(Path file) throws IOException {
        try {
            return new ObjectMapper().readValue(file.toFile(), new TypeReference<List<String>>() {});
        } catch (JsonProcessingException e) {
            throw new TrajectoryException(file, "%s: expected a list of texts".formatted(e.getOriginalMessage()));
        }
    }
}
