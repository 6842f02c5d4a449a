package io.thalweg.protocol.npy;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NpyFileTest {
    private static final String FLOATS_2_BY_2 = "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 2), }";

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void everyFormatVersionIsRead(int version) throws IOException {
        Path file = write(version, FLOATS_2_BY_2, floats(1, 2, 3, 4));

        try (NpyFile npy = NpyFile.open(file)) {
            assertEquals(List.of(2, 2), npy.shape());
            assertArrayEquals(new double[] {3, 4}, npy.readDoubles(2, 2));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "<f8, FLOAT64, 8, -3.5",
        "<f4, FLOAT32, 4, -3.5",
        "|i1, INT8, 1, -2",
        "|u1, UINT8, 1, 254",
        "<i2, INT16, 2, -2",
        "<u2, UINT16, 2, 65534",
        "<i4, INT32, 4, -2",
        "<u4, UINT32, 4, 4294967294",
        "<i8, INT64, 8, -2"
    })
    void everyTypeIsReadExactly(String descriptor, NpyFile.Type type, int size, double expected) throws IOException {
        ByteBuffer data = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
        switch (type) {
            case FLOAT64 -> data.putDouble(expected);
            case FLOAT32 -> data.putFloat((float) expected);
            default -> data.putLong(-2);
        }
        String header = "{'descr': '%s', 'fortran_order': False, 'shape': (1,), }".formatted(descriptor);

        try (NpyFile npy = NpyFile.open(write(1, header, Arrays.copyOf(data.array(), size)))) {
            assertEquals(type, npy.type());
            assertArrayEquals(new double[] {expected}, npy.readDoubles(0, 1));
        }
    }

    @Test
    void keysMayComeInAnyOrder() throws IOException {
        Path file = write(1, "{'shape': (1,), 'fortran_order': False, 'descr': '<f4'}", floats(7));

        try (NpyFile npy = NpyFile.open(file)) {
            assertArrayEquals(new float[] {7}, npy.readFloats(0, 1));
        }
    }

    @Test
    void longReadsGoPieceByPiece() throws IOException {
        float[] values = new float[(1 << 19) + 13];
        for (int i = 0; i < values.length; i++) {
            values[i] = i;
        }
        Path file = folder.resolve("long.npy");
        try (NpyWriter writer = NpyWriter.floats(file, values.length)) {
            writer.append(values);
        }

        try (NpyFile npy = NpyFile.open(file)) {
            assertArrayEquals(values, npy.readFloats(0, values.length));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "'>f4' ; False ; (2,) ; type '>f4' is big-endian: expected little-endian",
                "'<f4' ; True ; (2,) ; Fortran order: expected C order",
                "'<c8' ; False ; (2,) ; type '<c8': expected float32 or float64",
                "'|b1' ; False ; (2,) ; type '|b1': expected float32 or float64",
                "'<f4' ; False ; (3,) ; truncated: 8 bytes of data, expected 12 for shape [3]",
                "'<f4' ; False ; (-2,) ; unreadable .npy header",
                "'<f4' ; False ; 2 ; unreadable .npy header",
                "'<f4' ; Maybe ; (2,) ; unreadable .npy header",
                "[('a', '<f4')] ; False ; (2,) ; unreadable .npy header",
                "'<f4' ; False ; (2147483648,) ; shape (2147483648,): expected lengths below 2^31",
                "'<f4' ; False ; (2147483647, 2147483647, 2147483647) ; truncated: 8 bytes of data, expected 3961",
            },
            quoteCharacter = '"')
    void unusableHeaderIsNamed(String descriptor, String order, String shape, String expected) throws IOException {
        String header = "{'descr': %s, 'fortran_order': %s, 'shape': %s, }".formatted(descriptor, order, shape);

        assertRefused(write(1, header, floats(1, 2)), expected);
    }

    @Test
    void laterFormatVersionIsNamed() throws IOException {
        assertRefused(write(4, FLOATS_2_BY_2, floats(1, 2, 3, 4)), ".npy format version 4: expected 1 to 3");
    }

    @Test
    void otherFilesAreNamed() throws IOException {
        Path file = Files.writeString(folder.resolve("a.npy"), "PK not an array");

        assertRefused(file, "not a .npy file");
    }

    @Test
    void foldersAreNamed() {
        assertRefused(folder, "a folder: expected a .npy file");
    }

    @Test
    void headerLengthBeyondTheFileIsNamed() throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
        bytes.put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 2, 0}).putInt(0xffff_fff0);

        assertRefused(Files.write(folder.resolve("a.npy"), bytes.array()), "truncated within the .npy header");
    }

    @Test
    void headerOfSpacesIsRefusedInTime() throws IOException {
        Path file = write(2, "{'shape': (" + " ".repeat(65_000), new byte[0]);

        assertTimeoutPreemptively(Duration.ofSeconds(5), () -> assertRefused(file, "unreadable .npy header"));
    }

    @Test
    void fileThatShrinksIsNamed() throws IOException {
        Path file = write(1, FLOATS_2_BY_2, floats(1, 2, 3, 4));
        try (NpyFile npy = NpyFile.open(file)) {
            Files.write(file, new byte[0]);

            IOException refused = assertThrows(NpyFormatException.class, () -> npy.readDoubles(0, 4));

            assertTrue(String.valueOf(refused.getMessage()).contains("a.npy: truncated at byte"), refused::toString);
        }
    }

    @Test
    void everyPrefixIsRefused() throws IOException {
        byte[] whole = Files.readAllBytes(write(1, FLOATS_2_BY_2, floats(1, 2, 3, 4)));
        for (int length = 0; length < whole.length; length++) {
            assertRefused(Files.write(folder.resolve("b.npy"), Arrays.copyOf(whole, length)), "b.npy: ");
        }
    }

    @Test
    void damagedHeadersAreReadOrRefused() throws IOException {
        byte[] whole = Files.readAllBytes(write(1, FLOATS_2_BY_2, floats(1, 2, 3, 4)));
        SplittableRandom random = new SplittableRandom(1);
        for (int round = 0; round < 2_000; round++) {
            byte[] damaged = whole.clone();
            for (int flips = random.nextInt(1, 4); flips > 0; flips--) {
                damaged[random.nextInt(whole.length - 16)] = (byte) random.nextInt();
            }
            Path file = Files.write(folder.resolve("c.npy"), damaged);
            try (NpyFile npy = NpyFile.open(file)) {
                long size = npy.shape().stream().mapToLong(length -> length).reduce(1, (a, b) -> a * b);
                assertTrue(size * npy.type().sizeBytes() <= whole.length, "no more than is there");
            } catch (NpyFormatException e) {
                assertTrue(String.valueOf(e.getMessage()).contains("c.npy"), e::toString);
            }
        }
    }

    private static void assertRefused(Path file, String expected) {
        NpyFormatException refused =
                assertThrows(NpyFormatException.class, () -> NpyFile.open(file).close());
        assertTrue(String.valueOf(refused.getMessage()).contains(expected), refused::toString);
    }

    private static byte[] floats(float... values) {
        ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        return bytes.array();
    }

    private Path write(int version, String header, byte[] data) throws IOException {
        ByteBuffer bytes =
                ByteBuffer.allocate(12 + header.length() + data.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', (byte) version, 0});
        if (version == 1) {
            bytes.putShort((short) header.length());
        } else {
            bytes.putInt(header.length());
        }
        bytes.put(header.getBytes(StandardCharsets.US_ASCII)).put(data);
        return Files.write(folder.resolve("a.npy"), Arrays.copyOf(bytes.array(), bytes.position()));
    }
}
