package io.thalweg.protocol.manifold;

import static io.thalweg.protocol.manifold.Heard.arrivalOf;
import static io.thalweg.protocol.manifold.Heard.withdrawalOf;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ManifoldAssemblerTest {
    private final Heard heard = new Heard();
    private final SampleManifold sample = new SampleManifold(100, 10, 250, 3, 1);
    private final SampleManifold other = new SampleManifold(100, 10, 250, 3, 2);

    @TempDir
    private Path folder;

    private ManifoldAssembler assembler = new ManifoldAssembler(Path.of(""), heard);

    @BeforeEach
    void begin() throws IOException {
        assembler = new ManifoldAssembler(cache(), heard);
        assembler.begin();
    }

    @AfterEach
    void end() {
        assembler.close();
    }

    @Test
    void chunksAndManifestMakeTheFile() throws IOException {
        Published one = publish(sample);

        accept(one.records());

        assertEquals(3, one.records().size() - 1);
        assertEquals(List.of(arrivalOf(one.hash())), heard.events());
        assertArrayEquals(Files.readAllBytes(one.file()), Files.readAllBytes(cached(one.hash())));
        assertEquals(List.of(cached(one.hash())), filesInCache());
    }

    @ParameterizedTest
    @CsvSource({"1", "2", "3"})
    void orderInterleavingAndDuplicatesPlayNoPart(long seed) throws IOException {
        Published one = publish(sample);
        Published two = publish(other);
        List<Sent> records = new ArrayList<>();
        for (int times = 0; times < 2; times++) {
            records.addAll(one.records());
            records.addAll(two.records());
        }
        Collections.shuffle(records, new Random(seed));

        accept(records);

        assertEquals(2, heard.events().size());
        assertTrue(heard.events().containsAll(List.of(arrivalOf(one.hash()), arrivalOf(two.hash()))));
    }

    @Test
    void cacheIsReusedAfterRestart() throws IOException {
        Published one = publish(sample);
        accept(one.records());
        Object written = Files.getLastModifiedTime(cached(one.hash()));

        restart();
        accept(one.records());

        assertEquals(List.of(arrivalOf(one.hash()), arrivalOf(one.hash())), heard.events());
        assertEquals(written, Files.getLastModifiedTime(cached(one.hash())));
    }

    @Test
    void whatIsPublishedOnceMoreComesLast() throws IOException {
        Published one = publish(sample);
        Published two = publish(other);
        accept(one.records());
        accept(two.records());
        assembler.caughtUp();

        accept(one.records());

        assertEquals(List.of(arrivalOf(one.hash()), arrivalOf(two.hash()), arrivalOf(one.hash())), heard.events());
    }

    @Test
    void readingAllAnewAnnouncesNothing() throws IOException {
        Published one = publish(sample);
        Published two = publish(other);
        accept(one.records());
        accept(two.records());
        assembler.caughtUp();

        assembler.begin();
        accept(one.records());
        accept(two.records());

        assertEquals(List.of(arrivalOf(one.hash()), arrivalOf(two.hash())), heard.events());
    }

    @Test
    void spoiledCacheIsWrittenAgain() throws IOException {
        Published one = publish(sample);
        Files.writeString(cached(one.hash()), "spoiled");
        Files.writeString(cache().resolve("left.part"), "left");

        restart();
        accept(one.records());

        assertEquals(List.of(arrivalOf(one.hash())), heard.events());
        assertEquals(List.of(cached(one.hash())), filesInCache());
    }

    @Test
    void corruptSetIsRejectedOnceAndMendedByPublishingAgain() throws IOException {
        Published one = publish(sample);
        List<Sent> spoiled = new ArrayList<>(one.records());
        byte[] value = spoiled.get(1).value();
        value[5] ^= 1;
        spoiled.set(1, new Sent(spoiled.get(1).key(), value));

        accept(spoiled);
        accept(one.records());

        assertEquals(2, heard.events().size(), heard.events()::toString);
        assertTrue(heard.events().get(0).startsWith("rejected " + one.hash() + ": "), heard.events()::toString);
        assertTrue(heard.events().get(0).contains("is corrupt"), heard.events()::toString);
        assertEquals(arrivalOf(one.hash()), heard.events().get(1));
    }

    @Test
    void manifoldUnderAnotherHashIsRejected() throws IOException {
        Published one = publish(sample);
        ManifoldHash wrong = ManifoldHash.ofBytes(new byte[32]);
        for (Sent each : one.records()) {
            String value = new String(each.value(), StandardCharsets.ISO_8859_1);
            boolean manifest = each.key().equals(one.hash().value());
            accept(List.of(new Sent(
                    each.key().replace(one.hash().value(), wrong.value()),
                    (manifest ? value.replace(one.hash().value(), wrong.value()) : value)
                            .getBytes(StandardCharsets.ISO_8859_1))));
        }

        assertEquals(1, heard.events().size());
        assertTrue(heard.events().get(0).contains("holds manifold " + one.hash()), heard.events()::toString);
        assertEquals(List.of(), filesInCache());
    }

    @Test
    void lackIsToldOnceWhenNothingMoreIsToCome() throws IOException {
        Published one = publish(sample);
        List<Sent> lacking = one.records().subList(1, one.records().size());

        accept(lacking);
        List<String> before = heard.events();
        assembler.caughtUp();
        assembler.caughtUp();

        assertEquals(List.of(), before);
        assertEquals(
                List.of("rejected " + one.hash()
                        + ": only 2 of its 3 chunks are on the topic: publish the manifold again"),
                heard.events());
    }

    @Test
    void lateChunkCompletesWhatLacked() throws IOException {
        Published one = publish(sample);
        accept(one.records().subList(1, one.records().size()));
        assembler.caughtUp();

        accept(one.records().subList(0, 1));

        assertEquals(arrivalOf(one.hash()), heard.events().get(1));
    }

    @Test
    void tombstoneWithdraws() throws IOException {
        Published one = publish(sample);
        accept(one.records());

        assembler.accept(one.hash().value(), null);
        assembler.accept(one.hash() + "/00000", null);

        assertEquals(List.of(arrivalOf(one.hash()), withdrawalOf(one.hash())), heard.events());
        assertEquals(List.of(), filesInCache());
    }

    @Test
    void withdrawnManifoldCanComeBack() throws IOException {
        Published one = publish(sample);
        accept(one.records());
        assembler.accept(one.hash().value(), null);

        accept(one.records());

        assertEquals(List.of(arrivalOf(one.hash()), withdrawalOf(one.hash()), arrivalOf(one.hash())), heard.events());
    }

    @Test
    void tombstoneOfTheUnfinishedForgetsIt() throws IOException {
        Published one = publish(sample);
        accept(one.records().subList(0, 2));

        assembler.accept(one.hash().value(), null);

        assertEquals(List.of(), heard.events());
        assertEquals(List.of(), filesInCache());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "nonsense | x | the key is neither",
                "HASH/1 | x | the key is neither",
                "HASH/00001 | '' | the chunk has 0 bytes",
                "HASH | {} | the manifest cannot be read",
                "HASH | { | the manifest cannot be read",
                "HASH | null | the manifest cannot be read",
                "HASH | {\"schema\":\"thalweg.manifolds/2\",\"manifold\":\"\",\"chunks\":1,\"chunkBytes\":900000,\"bytes\":9,\"probeSet\":\"\"} | schema of the manifest",
                "HASH | {\"schema\":\"thalweg.manifolds/1\",\"manifold\":\"\",\"chunks\":2,\"chunkBytes\":900000,\"bytes\":9,\"probeSet\":\"\"} | chunks is 2",
                "HASH | {\"schema\":\"thalweg.manifolds/1\",\"manifold\":\"\",\"chunks\":1,\"chunkBytes\":900000,\"bytes\":9,\"probeSet\":\"\"} | the manifest is of manifold"
            })
    void recordThatIsNoneIsRejected(String key, String value, String reason) throws IOException {
        String full = key.replace("HASH", ManifoldHash.ofBytes(new byte[32]).value());

        assembler.accept(full, value.getBytes(StandardCharsets.UTF_8));

        assertEquals(1, heard.events().size());
        assertTrue(heard.events().get(0).startsWith("rejected " + full + ": "), heard.events()::toString);
        assertTrue(heard.events().get(0).contains(reason), heard.events()::toString);
    }

    private void accept(List<Sent> records) throws IOException {
        for (Sent each : records) {
            assembler.accept(each.key(), each.value());
        }
    }

    private void restart() throws IOException {
        assembler.close();
        begin();
    }

    private Path cache() {
        return folder.resolve("cache");
    }

    private Path cached(ManifoldHash hash) {
        return cache().resolve(hash.hex() + ".safetensors");
    }

    private List<Path> filesInCache() throws IOException {
        try (Stream<Path> files = Files.list(cache())) {
            return files.toList();
        }
    }

    /** The records that publishing makes. */
    private Published publish(SampleManifold manifold) throws IOException {
        Path file = folder.resolve(manifold.seed() + ".safetensors");
        ManifoldHash hash = ManifoldFile.write(file, manifold.manifold(), manifold.provenance(), Precision.FLOAT64);
        byte[] bytes = Files.readAllBytes(file);
        ManifoldManifest manifest = ManifoldManifest.of(hash, bytes.length, manifold.probeSet());
        List<Sent> records = new ArrayList<>();
        for (int i = 0; i < manifest.chunks(); i++) {
            int from = i * ManifoldManifest.CHUNK_BYTES;
            int to = Math.min(bytes.length, from + ManifoldManifest.CHUNK_BYTES);
            records.add(new Sent(new ManifoldKey(hash, i).toString(), Arrays.copyOfRange(bytes, from, to)));
        }
        records.add(new Sent(hash.value(), manifest.toJson()));
        return new Published(file, hash, records);
    }

    private record Published(Path file, ManifoldHash hash, List<Sent> records) {}

    private static final class Sent {
        private final String key;
        private final byte[] value;

        Sent(String key, byte[] value) {
            this.key = key;
            this.value = value.clone();
        }

        String key() {
            return key;
        }

        byte[] value() {
            return value.clone();
        }
    }
}
