package io.thalweg.protocol.npy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NpyWriterTest {

    @TempDir
    Path folder;

    @Test
    void shapeCountsTheAppendedRows() throws IOException {
        Path file = folder.resolve("run.npy");

        try (NpyWriter writer = NpyWriter.floats(file, 2, 3)) {
            writer.append(new float[] {1, 2, 3, 4, 5, 6});
            writer.append(new float[] {7, 8, 9, 10, 11, Float.NaN});
        }

        assertEquals("{'descr': '<f4', 'fortran_order': False, 'shape': (2, 2, 3), }", header(file));
        ByteBuffer data = data(file);
        assertEquals(1f, data.getFloat(0));
        assertEquals(11f, data.getFloat(4 * 10));
        assertEquals(4 * 12, data.remaining());
    }

    @Test
    void vectorOfInts() throws IOException {
        Path file = folder.resolve("labels.npy");

        NpyWriter.writeInts(file, new int[] {3, 1, -4});

        assertEquals("{'descr': '<i4', 'fortran_order': False, 'shape': (3,), }", header(file));
        assertEquals(-4, data(file).getInt(8));
    }

    @Test
    void nothingIsThereBeforeClose() throws IOException {
        Path file = folder.resolve("run.npy");

        try (NpyWriter writer = NpyWriter.floats(file, 1)) {
            writer.append(new float[] {1});
            assertFalse(Files.exists(file));
        }
    }

    @Test
    void rowsOfAnotherFileAreCopied() throws IOException {
        Path source = Files.write(folder.resolve("rows"), new byte[] {9, 0, 0, 0, 7, 0, 0, 0, 0, 0, 0x40, 0x40});
        Path file = folder.resolve("run.npy");

        try (NpyWriter writer = NpyWriter.floats(file, 1);
                FileChannel rows = FileChannel.open(source)) {
            writer.append(rows, 8);
            assertThrows(EOFException.class, () -> writer.append(rows, 12));
        }

        assertEquals(3f, data(file).getFloat(0));
    }

    @Test
    void rowOfAnotherLengthIsRefused() throws IOException {
        try (NpyWriter writer = NpyWriter.floats(folder.resolve("run.npy"), 2)) {
            assertThrows(IllegalArgumentException.class, () -> writer.append(new float[3]));
        }
    }

    private static String header(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        assertEquals(0x93, bytes[0] & 0xff);
        assertEquals('\n', bytes[127]);
        assertEquals(118, bytes[8]);
        return new String(bytes, 10, 117, StandardCharsets.US_ASCII).stripTrailing();
    }

    private static ByteBuffer data(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        return ByteBuffer.wrap(bytes, 128, bytes.length - 128).slice().order(ByteOrder.LITTLE_ENDIAN);
    }
}
