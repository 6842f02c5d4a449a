package io.thalweg.protocol.manifold;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.thalweg.geometry.Embedding;
import io.thalweg.geometry.Labels;
import io.thalweg.geometry.ReferenceManifold;
import io.thalweg.geometry.ReferenceRun;
import io.thalweg.geometry.ReferenceRun.ReferenceCheckpoint;
import io.thalweg.protocol.manifold.ManifoldFormatException.Problem;
import io.thalweg.protocol.manifold.ManifoldMetadata.RunName;
import java.io.CharConversionException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads one manifold file and trusts nothing in it: no allocation before the sizes are known to fit the file, no figure
 * used before the hash is right.
 */
final class ManifoldReader {
    /** Most bytes of one mapping: a whole number of pages below 2 GiB. */
    static final int SLICE_BYTES = 1 << 30;

    private static final Pattern FORMAT = Pattern.compile(ManifoldMetadata.FORMAT_NAME + "([0-9]{1,9})");
    private static final String REBUILD = "rebuild it with 'thalweg reference build'";

    private final Path path;
    private final FileChannel channel;
    private final FileInput file;

    ManifoldReader(Path path, FileChannel channel) throws IOException {
        this.path = path;
        this.channel = channel;
        this.file = new FileInput(channel);
    }

    OpenManifold read(int sliceBytes) throws IOException {
        byte[] bytes = headerBytes();
        SafetensorsHeader header = header(bytes);
        requireVersion(header.metadata());
        long data = Long.BYTES + (long) bytes.length;
        requireWholeFile(header.tensors(), data);
        Map<String, Tensor> tensors = ManifoldShape.byName(header.tensors());
        try {
            ManifoldShape shape = ManifoldShape.of(tensors);
            ManifoldHash hash =
                    new ManifoldHash(ManifoldMetadata.text(header.metadata(), ManifoldMetadata.CONTENT_HASH));
            requireHash(hash, bytes, data, tensor(tensors, ManifoldShape.LANDMARKS), shape);
            ManifoldMetadata metadata = ManifoldMetadata.from(header.metadata());
            MappedLandmarks landmarks = MappedLandmarks.map(
                    channel, data + tensor(tensors, ManifoldShape.LANDMARKS).begin(), shape, sliceBytes);
            return new OpenManifold(
                    path,
                    hash,
                    metadata.provenance(),
                    shape.precision(),
                    manifold(metadata, landmarks, tensors, data),
                    landmarks,
                    channel);
        } catch (JsonProcessingException e) {
            throw inconsistent("its metadata cannot be read: " + e.getOriginalMessage());
        } catch (IllegalArgumentException | ArithmeticException | NullPointerException e) {
            // Whatever a value of the geometry refuses.
            throw inconsistent(String.valueOf(e.getMessage()));
        }
    }

    private byte[] headerBytes() throws IOException {
        long size = channel.size();
        if (size < Long.BYTES) {
            throw notAManifold("it has only %d bytes".formatted(size));
        }
        long length = ByteBuffer.wrap(file.bytes(0, Long.BYTES))
                .order(ByteOrder.LITTLE_ENDIAN)
                .getLong();
        if (length < 2 || length > SafetensorsHeader.MAX_BYTES) {
            throw notAManifold("it begins with a header length of %s, expected 2 to %d"
                    .formatted(Long.toUnsignedString(length), SafetensorsHeader.MAX_BYTES));
        }
        if (length > size - Long.BYTES) {
            throw wrongSize(size, "its header alone takes " + (length + Long.BYTES));
        }
        return file.bytes(Long.BYTES, (int) length);
    }

    private SafetensorsHeader header(byte[] bytes) throws IOException {
        try {
            return SafetensorsHeader.parse(bytes);
        } catch (JsonProcessingException e) {
            throw notAManifold("its header is not JSON: " + e.getOriginalMessage());
        } catch (CharConversionException e) {
            throw notAManifold("its header is not UTF-8: " + e.getMessage());
        } catch (IllegalArgumentException e) {
            throw notAManifold(String.valueOf(e.getMessage()));
        }
    }

    private void requireVersion(Map<String, String> metadata) throws ManifoldFormatException {
        String format = metadata.getOrDefault(ManifoldMetadata.FORMAT, "");
        Matcher matcher = FORMAT.matcher(format);
        if (!matcher.matches()) {
            throw notAManifold("its metadata says format '%s', expected '%s%d'"
                    .formatted(format, ManifoldMetadata.FORMAT_NAME, ManifoldMetadata.VERSION));
        }
        int version = Integer.parseInt(matcher.group(1));
        if (version > ManifoldMetadata.VERSION) {
            throw new ManifoldFormatException(
                    Problem.NEWER_VERSION,
                    "%s: manifold format %d is newer than this Thalweg reads (%d): upgrade, or %s with this version"
                            .formatted(path, version, ManifoldMetadata.VERSION, REBUILD));
        }
    }

    /** The tensors must fill the file behind the header: no gap, no overlap, nothing left. */
    private void requireWholeFile(List<Tensor> tensors, long data) throws IOException {
        long end = 0;
        for (Tensor tensor : tensors.stream()
                .sorted(Comparator.comparingLong(Tensor::begin).thenComparingLong(Tensor::end))
                .toList()) {
            if (tensor.begin() != end) {
                throw notAManifold("tensor '%s' begins at byte %d, where the one before it ends at %d"
                        .formatted(tensor.name(), tensor.begin(), end));
            }
            end = tensor.end();
        }
        if (end != channel.size() - data) {
            throw wrongSize(channel.size(), "its header declares " + Long.toUnsignedString(data + end));
        }
    }

    private void requireHash(ManifoldHash named, byte[] header, long data, Tensor landmarks, ManifoldShape shape)
            throws IOException {
        MessageDigest digest = ContentHash.begin(header, named);
        AmplitudeCheck amplitudes = new AmplitudeCheck(shape);
        ContentHash.add(digest, file, data, data + landmarks.begin(), piece -> {});
        ContentHash.add(digest, file, data + landmarks.begin(), data + landmarks.end(), amplitudes);
        ContentHash.add(digest, file, data + landmarks.end(), channel.size(), piece -> {});
        ManifoldHash found = ManifoldHash.ofBytes(digest.digest());
        if (!found.equals(named)) {
            throw new ManifoldFormatException(
                    Problem.CORRUPT,
                    "%s is corrupt: its content has hash %s, expected %s: copy it again, or %s"
                            .formatted(path, found, named, REBUILD));
        }
        amplitudes.requireSound();
    }

    private ReferenceManifold manifold(
            ManifoldMetadata metadata, MappedLandmarks landmarks, Map<String, Tensor> tensors, long data)
            throws IOException {
        Embedding embedding = Embedding.ofStored(
                doubles(tensors, ManifoldShape.EIGENVALUES, data),
                doubles(tensors, ManifoldShape.COLUMN_MEANS, data),
                doubles(tensors, ManifoldShape.COORDINATES, data));
        return new ReferenceManifold(
                Labels.of(ints(tensors, ManifoldShape.LABELS, data), landmarks.classes()),
                metadata.floor(),
                metadata.landmarks(),
                landmarks,
                embedding,
                runs(metadata.runs(), tensors, data));
    }

    private List<ReferenceRun> runs(List<RunName> names, Map<String, Tensor> tensors, long data) throws IOException {
        int[] run = ints(tensors, ManifoldShape.RUN, data);
        List<ReferenceCheckpoint> checkpoints = checkpoints(tensors, data);
        List<ReferenceRun> runs = new ArrayList<>();
        int first = 0;
        for (int r = 0; r < names.size(); r++) {
            int end = first;
            while (end < run.length && run[end] == r) {
                end++;
            }
            RunName name = names.get(r);
            runs.add(new ReferenceRun(
                    name.run(), name.config(), name.tags(), name.totalSteps(), checkpoints.subList(first, end)));
            first = end;
        }
        if (first != run.length) {
            throw new IllegalArgumentException(
                    "checkpoint %d is of run %d: expected all checkpoints of run 0, then of run 1, up to run %d"
                            .formatted(first, run[first], names.size() - 1));
        }
        return runs;
    }

    private List<ReferenceCheckpoint> checkpoints(Map<String, Tensor> tensors, long data) throws IOException {
        int[] index = ints(tensors, ManifoldShape.INDEX, data);
        Tensor stepTensor = tensor(tensors, ManifoldShape.STEP);
        long[] step = file.longs(data + stepTensor.begin(), count(stepTensor));
        double[] progress = doubles(tensors, ManifoldShape.PROGRESS, data);
        double[] off = doubles(tensors, ManifoldShape.OFF_MANIFOLD, data);
        double[] toTruth = doubles(tensors, ManifoldShape.TO_TRUTH, data);
        double[] toIgnorance = doubles(tensors, ManifoldShape.TO_IGNORANCE, data);
        double[] coordinates = doubles(tensors, ManifoldShape.RUN_COORDINATES, data);
        int axes = index.length == 0 ? 0 : coordinates.length / index.length;
        List<ReferenceCheckpoint> checkpoints = new ArrayList<>();
        for (int t = 0; t < index.length; t++) {
            List<Double> x =
                    Arrays.stream(coordinates, t * axes, (t + 1) * axes).boxed().toList();
            checkpoints.add(
                    new ReferenceCheckpoint(index[t], step[t], progress[t], off[t], toTruth[t], toIgnorance[t], x));
        }
        return checkpoints;
    }

    private double[] doubles(Map<String, Tensor> tensors, String name, long data) throws IOException {
        Tensor tensor = tensor(tensors, name);
        double[] values = file.doubles(data + tensor.begin(), count(tensor));
        for (double value : values) {
            if (!Double.isFinite(value)) {
                throw new IllegalArgumentException("tensor '%s' holds %s".formatted(name, value));
            }
        }
        return values;
    }

    private int[] ints(Map<String, Tensor> tensors, String name, long data) throws IOException {
        Tensor tensor = tensor(tensors, name);
        return file.ints(data + tensor.begin(), count(tensor));
    }

    private static Tensor tensor(Map<String, Tensor> tensors, String name) {
        Tensor tensor = tensors.get(name);
        if (tensor == null) {
            throw new IllegalArgumentException("there is no tensor '%s'".formatted(name));
        }
        return tensor;
    }

    private static int count(Tensor tensor) {
        return Math.toIntExact(tensor.elements());
    }

    private ManifoldFormatException notAManifold(String detail) {
        return new ManifoldFormatException(
                Problem.NOT_A_MANIFOLD,
                "%s is not a manifold file: %s: name a file that 'thalweg reference build' has written"
                        .formatted(path, detail));
    }

    private ManifoldFormatException wrongSize(long size, String declared) {
        return new ManifoldFormatException(
                Problem.WRONG_SIZE,
                "%s is %d bytes long, but %s: copy it again, or %s".formatted(path, size, declared, REBUILD));
    }

    private ManifoldFormatException inconsistent(String detail) {
        return new ManifoldFormatException(
                Problem.INCONSISTENT, "%s contradicts itself: %s: %s".formatted(path, detail, REBUILD));
    }
}
