package io.thalweg.protocol.manifold;

import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever stands in a file, opening it succeeds or gives one kind of exception. */
class ManifoldFuzzTest {
    private static final int TRIES = Integer.getInteger("thalweg.fuzz.tries", 150);
    private static final String[] TOKENS = {
        "{", "}", "[", "]", "\"", ":", ",", "null", "-1", "0", "1e9", "9223372036854775807", "\\u0000", "\\\"", "true"
    };

    private final SampleManifold sample = new SampleManifold(3, 2, 3, 1, 5);

    @TempDir
    private Path folder;

    @Test
    void changedBytesNeverEscape() throws IOException {
        byte[] sound = Files.readAllBytes(write());
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < TRIES; i++) {
            byte[] bytes = sound.clone();
            for (int flips = 1 + random.nextInt(3); flips > 0; flips--) {
                bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
            }
            open(Files.write(folder.resolve("f"), bytes), "flips " + i);
        }
    }

    @Test
    void truncatedFilesNeverEscape() throws IOException {
        byte[] sound = Files.readAllBytes(write());
        for (int length = 0; length < sound.length; length += 1 + sound.length / TRIES) {
            open(Files.write(folder.resolve("f"), Arrays.copyOf(sound, length)), "length " + length);
        }
    }

    @Test
    void noiseNeverEscapes() throws IOException {
        SplittableRandom random = new SplittableRandom(2);
        for (int i = 0; i < TRIES; i++) {
            byte[] bytes = new byte[8 + random.nextInt(200)];
            random.nextBytes(bytes);
            Arrays.fill(bytes, 1, 8, (byte) 0);
            open(Files.write(folder.resolve("f"), bytes), "noise " + i);
        }
    }

    @Test
    void forgedHeadersNeverEscape() throws IOException {
        ForgedFile sound = ForgedFile.from(write());
        SplittableRandom random = new SplittableRandom(3);
        for (int i = 0; i < TRIES; i++) {
            open(sound.header(header -> changed(header, random)).write(folder.resolve("f")), "header " + i);
        }
    }

    @Test
    void forgedTensorsNeverEscape() throws IOException {
        ForgedFile sound = ForgedFile.from(write());
        SplittableRandom random = new SplittableRandom(4);
        for (int i = 0; i < TRIES; i++) {
            byte[] data = sound.data().clone();
            data[random.nextInt(data.length)] = (byte) random.nextInt();
            open(sound.data(data).write(folder.resolve("f")), "data " + i);
        }
    }

    private Path write() throws IOException {
        Path file = folder.resolve("m");
        ManifoldFile.write(file, sample.manifold(), sample.provenance(), Precision.FLOAT64);
        return file;
    }

    private static String changed(String header, SplittableRandom random) {
        int from = random.nextInt(header.length());
        int to = Math.min(header.length(), from + random.nextInt(4));
        String inserted = random.nextInt(4) == 0
                ? new String(new byte[] {(byte) random.nextInt(128)}, StandardCharsets.US_ASCII)
                : TOKENS[random.nextInt(TOKENS.length)];
        return header.substring(0, from) + inserted + header.substring(to);
    }

    private static void open(Path file, String what) throws IOException {
        try {
            ManifoldFile.open(file).close();
        } catch (ManifoldFormatException e) {
            if (e.getMessage().lines().count() != 1) {
                fail(what + ": more than one line: " + e.getMessage());
            }
        } catch (RuntimeException e) {
            fail(what, e);
        }
    }
}
