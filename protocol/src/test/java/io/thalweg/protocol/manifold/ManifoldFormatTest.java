package io.thalweg.protocol.manifold;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.protocol.ProbeSet;
import io.thalweg.protocol.manifold.ManifoldFormatException.Problem;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every way in which a file can be wrong, and what its reader is told. */
class ManifoldFormatTest {
    private final SampleManifold sample = SampleManifold.small();
    private Path file = Path.of("");

    @TempDir
    private Path folder;

    @BeforeEach
    void write() throws IOException {
        file = folder.resolve("m.safetensors");
        ManifoldFile.write(file, sample.manifold(), sample.provenance(), Precision.FLOAT64);
    }

    @Test
    void forgedButUnchangedFileIsSound() throws IOException {
        ForgedFile.from(file).write(file);

        ManifoldFile.open(file).close();
    }

    @Test
    void missingFileIsNamed() {
        NoSuchFileException refusal =
                assertThrows(NoSuchFileException.class, () -> ManifoldFile.open(folder.resolve("none")));

        assertEquals(folder.resolve("none") + ": there is no such manifold file", refusal.getMessage());
    }

    @Test
    void folderIsNoManifold() {
        assertRefused(folder, Problem.NOT_A_MANIFOLD, "is not a file");
    }

    @ParameterizedTest
    @CsvSource({
        "0,NOT_A_MANIFOLD",
        "7,NOT_A_MANIFOLD",
        "8,WRONG_SIZE",
        "500,WRONG_SIZE",
        "-1,WRONG_SIZE",
        "-300,WRONG_SIZE"
    })
    void truncatedFileIsRefused(int length, Problem problem) throws IOException {
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(whole, length <= 0 && length != 0 ? whole.length + length : length));

        assertRefused(file, problem, problem == Problem.WRONG_SIZE ? "copy it again" : "has only");
    }

    @Test
    void bytesAtTheEndAreRefused() throws IOException {
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(whole, whole.length + 1));

        assertRefused(
                file,
                Problem.WRONG_SIZE,
                "is %d bytes long, but its header declares %d".formatted(whole.length + 1, whole.length));
    }

    @Test
    void changedByteIsCorruption() throws IOException {
        byte[] whole = Files.readAllBytes(file);
        whole[whole.length - 100] ^= 1;
        Files.write(file, whole);

        assertRefused(file, Problem.CORRUPT, "its content has hash sha256:");
    }

    @Test
    void otherSoftwareInTheMetadataIsCorruption() throws IOException {
        byte[] whole = Files.readAllBytes(file);
        String text = new String(whole, StandardCharsets.ISO_8859_1).replace("thalweg test", "thalweg best");
        Files.write(file, text.getBytes(StandardCharsets.ISO_8859_1));

        assertRefused(file, Problem.CORRUPT, "copy it again");
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 1L << 60, -1, Long.MIN_VALUE, (16 << 20) + 1})
    void absurdHeaderLengthIsRefused(long length) throws IOException {
        byte[] whole = Files.readAllBytes(file);
        ByteBuffer.wrap(whole).order(ByteOrder.LITTLE_ENDIAN).putLong(0, length);
        Files.write(file, whole);

        assertRefused(file, Problem.NOT_A_MANIFOLD, "header length of " + Long.toUnsignedString(length));
    }

    @Test
    void newerVersionIsNamed() throws IOException {
        forge(header -> header.replace("thalweg.manifold/1", "thalweg.manifold/2"));

        assertRefused(
                file,
                Problem.NEWER_VERSION,
                "manifold format 2 is newer than this Thalweg reads (1): upgrade, or rebuild");
    }

    @Test
    void otherSafetensorsFileIsNoManifold() throws IOException {
        forge(header -> header.replace("thalweg.manifold/1", "pt"));

        assertRefused(file, Problem.NOT_A_MANIFOLD, "its metadata says format 'pt', expected 'thalweg.manifold/1'");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "{",
                "{}x",
                "{\"a\":1}",
                "{\"a\":{\"dtype\":\"F64\",\"shape\":[1]}}",
                "{\"a\":{\"dtype\":\"F16\",\"shape\":[],\"data_offsets\":[0,2]}}",
                "{\"a\":{\"dtype\":\"F64\",\"shape\":[-1],\"data_offsets\":[0,8]}}",
                "{\"a\":{\"dtype\":\"F64\",\"shape\":[0.5],\"data_offsets\":[0,8]}}",
                "{\"a\":{\"dtype\":\"F64\",\"shape\":[1e2],\"data_offsets\":[0,8]}}",
                "{\"a\":{\"dtype\":\"F64\",\"shape\":[99999999999999999999],\"data_offsets\":[0,8]}}",
                "{\"a\":{\"dtype\":\"F64\",\"shape\":[9223372036854775807,9],\"data_offsets\":[0,8]}}",
                "{\"a\":{\"dtype\":\"F64\",\"shape\":[1],\"data_offsets\":[8,0]}}",
                "{\"a\":{\"dtype\":\"F64\",\"shape\":[1],\"data_offsets\":[4,12]}}",
                "{\"a\":{\"dtype\":\"F64\",\"shape\":[[1]],\"data_offsets\":[0,8]}}",
                "{\"a\":{\"dtype\":\"F64\",\"shape\":[1],\"data_offsets\":[0,8]},\"a\":{}}",
                "{\"a\":{\"dtype\":\"F64\",\"shape\":[1,1,1,1,1,1,1,1,1],\"data_offsets\":[0,8]}}",
                "{\"__metadata__\":{\"a\":1}}",
                "{\"__metadata__\":[]}"
            })
    void headerThatIsNotOneIsRefused(String header) throws IOException {
        forge(any -> header + "  ");

        assertRefused(file, Problem.NOT_A_MANIFOLD, "is not a manifold file");
    }

    @Test
    void headerOfManyTensorsIsRefused() throws IOException {
        StringBuilder header = new StringBuilder("{");
        for (int i = 0; i < 300; i++) {
            header.append("\"t%d\":{\"dtype\":\"F64\",\"shape\":[0],\"data_offsets\":[0,0]},".formatted(i));
        }
        forge(any -> header + "}");

        assertRefused(file, Problem.NOT_A_MANIFOLD, "more than 256 tensors");
    }

    @Test
    void headerOfDeepNestingIsRefused() throws IOException {
        forge(any -> "{\"a\":{\"shape\":" + "[".repeat(100_000));

        assertRefused(file, Problem.NOT_A_MANIFOLD, "");
    }

    @Test
    void overlappingTensorsAreRefused() throws IOException {
        // Both of five doubles: column_means from 0, eigenvalues from 120.
        forge(header -> header.replace("[120,160]", "[0,40]"));

        assertRefused(file, Problem.NOT_A_MANIFOLD, "begins at byte 0, where the one before it ends at 40");
    }

    @Test
    void tensorBeyondTheFileIsRefused() throws IOException {
        forge(header -> header.replace("\"shape\":[7],\"data_offsets\":[", "\"shape\":[1000000007],\"data_offsets\":[")
                .replaceFirst("(1000000007\\],\"data_offsets\":\\[)(\\d+),\\d+", "$1$2,40000010000"));

        assertRefused(file, Problem.NOT_A_MANIFOLD, "tensor 'labels'");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"labels\" | \"lobels\" | there is no tensor 'labels'",
                "\"shape\":[7,3,5] | \"shape\":[7,5,3] | expected F64 [3]",
                "\"shape\":[7,3,5] | \"shape\":[105] | expected 3 dimensions",
                "\"floor\":\"1.0E-12\" | \"floor\":\"2.0\" | floor is 2.0",
                "\"floor\":\"1.0E-12\" | \"floor\":\"low\" | low",
                "\"floor\": | \"flour\": | no 'floor'",
                "\\\"index\\\":2 | \\\"index\\\":-2 | index -2",
                "\\\"index\\\":2 | \\\"index\\\":null | its metadata cannot be read",
                "\\\"run\\\":\\\"a.s0\\\" | \\\"run\\\":null | its metadata cannot be read",
                "\\\"arch\\\":\\\"a.s0\\\" | \\\"arch\\\":null | its metadata cannot be read",
                "\"provenance\":\"{ | \"provenance\":\"[ | its metadata cannot be read",
                "\"runs\":\"[ | \"runs\":\"null [ | its metadata cannot be read",
                "\"software\":\"thalweg test\" | \"software\":\"\" | software is",
                "\"probe_set\":\"sha256: | \"probe_set\":\"md5: | probe set id is",
                "\"content_hash\": | \"content_hush\": | no 'content_hash'"
            })
    void partsThatDoNotFitAreNamed(String from, String to, String reason) throws IOException {
        ForgedFile whole = ForgedFile.from(file);
        assertTrue(whole.header().contains(from), whole.header());
        whole.header(header -> header.replace(from, to)).write(file);

        assertRefused(file, Problem.INCONSISTENT, reason);
    }

    @Test
    void amplitudeThatIsNoneIsNamed() throws IOException {
        assertRefused(
                withDouble("landmarks", 3 * 5 + 5 + 2, Double.NaN),
                Problem.INCONSISTENT,
                "amplitude of sample 1, class 1, landmark 2");
    }

    @Test
    void figureThatIsNotFiniteIsNamed() throws IOException {
        assertRefused(
                withDouble("runs.progress", 1, Double.POSITIVE_INFINITY),
                Problem.INCONSISTENT,
                "tensor 'runs.progress' holds Infinity");
    }

    @Test
    void labelOutOfRangeIsNamed() throws IOException {
        assertRefused(withInt("labels", 6, 3), Problem.INCONSISTENT, "label of sample 6 is 3: expected 0 to 2");
    }

    @Test
    void checkpointOfNoRunIsNamed() throws IOException {
        assertRefused(withInt("runs.run", 4, 2), Problem.INCONSISTENT, "checkpoint 4 is of run 2");
    }

    @Test
    void otherProbeSetIsNamed() throws IOException {
        ProbeSet other = ProbeSet.of(new int[] {1, 0}, 2);

        try (OpenManifold open = ManifoldFile.open(file)) {
            ManifoldFormatException refusal =
                    assertThrows(ManifoldFormatException.class, () -> open.requireProbeSet(other.id()));

            assertEquals(Problem.OTHER_PROBE_SET, refusal.problem());
            assertTrue(refusal.getMessage().contains(other.id().value()), refusal.getMessage());
        }
    }

    private void forge(UnaryOperator<String> change) throws IOException {
        ForgedFile.from(file).header(change).write(file);
    }

    private Path withDouble(String tensor, int index, double value) throws IOException {
        ForgedFile whole = ForgedFile.from(file);
        byte[] data = whole.data();
        ByteBuffer.wrap(data)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putDouble(begin(whole, tensor) + index * Double.BYTES, value);
        return whole.data(data).write(file);
    }

    private Path withInt(String tensor, int index, int value) throws IOException {
        ForgedFile whole = ForgedFile.from(file);
        byte[] data = whole.data();
        ByteBuffer.wrap(data)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(begin(whole, tensor) + index * Integer.BYTES, value);
        return whole.data(data).write(file);
    }

    private static int begin(ForgedFile whole, String tensor) throws IOException {
        return SafetensorsHeader.parse(whole.header().getBytes(StandardCharsets.UTF_8)).tensors().stream()
                .filter(any -> any.name().equals(tensor))
                .mapToInt(any -> (int) any.begin())
                .findFirst()
                .orElseThrow();
    }

    private static void assertRefused(Path file, Problem problem, String reason) {
        ManifoldFormatException refusal = assertThrows(
                ManifoldFormatException.class, () -> ManifoldFile.open(file).close());
        assertEquals(problem, refusal.problem(), refusal.getMessage());
        assertTrue(refusal.getMessage().contains(reason), refusal.getMessage());
        assertTrue(refusal.getMessage().startsWith(file.toString()), refusal.getMessage());
        assertEquals(1, refusal.getMessage().lines().count());
    }
}
