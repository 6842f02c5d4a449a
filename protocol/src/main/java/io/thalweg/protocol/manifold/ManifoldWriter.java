package io.thalweg.protocol.manifold;

import io.thalweg.geometry.Embedding;
import io.thalweg.geometry.LandmarkAmplitudes;
import io.thalweg.geometry.ReferenceManifold;
import io.thalweg.geometry.ReferenceRun;
import io.thalweg.geometry.ReferenceRun.ReferenceCheckpoint;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.function.ToDoubleFunction;

/** Writes header and tensors of one manifold. */
final class ManifoldWriter {
    /** An amplitude above this is none, whatever rounding a softmax has been through. */
    static final double LARGEST_AMPLITUDE = 1.01;

    private static final ManifoldHash PLACEHOLDER = ManifoldHash.ofBytes(new byte[32]);

    private final ReferenceManifold manifold;
    private final ManifoldProvenance provenance;
    private final ManifoldShape shape;

    ManifoldWriter(ReferenceManifold manifold, ManifoldProvenance provenance, Precision precision) {
        this.manifold = manifold;
        this.provenance = provenance;
        this.shape = ManifoldShape.of(manifold, precision);
    }

    /** Writes everything with zeros for the hash, then puts the hash of all that in their place. */
    ManifoldHash writeTo(FileChannel channel) throws IOException {
        byte[] header = new SafetensorsHeader(
                        ManifoldMetadata.of(manifold, provenance).toTexts(PLACEHOLDER), shape.tensors())
                .encode();
        if (header.length > SafetensorsHeader.MAX_BYTES) {
            throw new IllegalArgumentException(
                    "header is %d bytes: expected at most %d; use fewer landmarks or shorter tags"
                            .formatted(header.length, SafetensorsHeader.MAX_BYTES));
        }
        HashingOutput out = new HashingOutput(channel);
        out.put((long) header.length);
        out.put(header);
        for (Tensor tensor : shape.tensors()) {
            write(tensor, out);
        }
        ManifoldHash hash = out.finish();
        ByteBuffer digits = ByteBuffer.wrap(hash.hex().getBytes(StandardCharsets.US_ASCII));
        channel.write(digits, Long.BYTES + ContentHash.positionOfDigits(header, PLACEHOLDER));
        return hash;
    }

    private void write(Tensor tensor, HashingOutput out) throws IOException {
        Embedding embedding = manifold.embedding();
        switch (tensor.name()) {
            case ManifoldShape.COLUMN_MEANS -> doubles(tensor, embedding.columnMeans(), out);
            case ManifoldShape.COORDINATES -> doubles(tensor, embedding.coordinates(), out);
            case ManifoldShape.EIGENVALUES -> doubles(tensor, embedding.eigenvalues(), out);
            case ManifoldShape.PROJECTION -> doubles(tensor, projection(embedding), out);
            case ManifoldShape.RUN_COORDINATES -> runCoordinates(tensor, out);
            case ManifoldShape.OFF_MANIFOLD -> figures(tensor, ReferenceCheckpoint::offManifoldNats, out);
            case ManifoldShape.PROGRESS -> figures(tensor, ReferenceCheckpoint::progress, out);
            case ManifoldShape.STEP -> steps(out);
            case ManifoldShape.TO_IGNORANCE -> figures(tensor, ReferenceCheckpoint::distanceToIgnoranceNats, out);
            case ManifoldShape.TO_TRUTH -> figures(tensor, ReferenceCheckpoint::distanceToTruthNats, out);
            case ManifoldShape.LANDMARKS -> landmarks(out);
            case ManifoldShape.LABELS -> labels(out);
            case ManifoldShape.INDEX -> indices(out);
            case ManifoldShape.RUN -> runs(out);
            default -> throw new IllegalStateException("tensor " + tensor.name());
        }
    }

    /** A' = X' / lambda: x = A'(column means - distances) / 2. */
    private static double[] projection(Embedding embedding) {
        double[] eigenvalues = embedding.eigenvalues();
        int landmarks = embedding.landmarks();
        double[] projection = new double[embedding.axes() * landmarks];
        for (int k = 0; k < embedding.axes(); k++) {
            for (int j = 0; j < landmarks; j++) {
                projection[k * landmarks + j] = embedding.coordinate(j, k) / eigenvalues[k];
            }
        }
        return projection;
    }

    private void landmarks(HashingOutput out) throws IOException {
        LandmarkAmplitudes amplitudes = manifold.amplitudes();
        double[] scratch = new double[amplitudes.landmarks()];
        for (int n = 0; n < amplitudes.samples(); n++) {
            for (int c = 0; c < amplitudes.classes(); c++) {
                double[] row = amplitudes.row(n, c, scratch);
                for (int j = 0; j < amplitudes.landmarks(); j++) {
                    amplitude(row[j], n, c, j, out);
                }
            }
        }
    }

    private void amplitude(double value, int sample, int clazz, int landmark, HashingOutput out) throws IOException {
        if (!(value >= 0 && value <= LARGEST_AMPLITUDE)) {
            throw new IllegalArgumentException("amplitude of sample %d, class %d, landmark %d is %s: expected 0 to 1"
                    .formatted(sample, clazz, landmark, value));
        }
        switch (shape.precision()) {
            case FLOAT64 -> out.put(value);
            case FLOAT32 -> out.put((float) value);
        }
    }

    private void labels(HashingOutput out) throws IOException {
        for (int n = 0; n < manifold.labels().samples(); n++) {
            out.put(manifold.labels().label(n));
        }
    }

    private void runs(HashingOutput out) throws IOException {
        for (int r = 0; r < manifold.runs().size(); r++) {
            for (int i = 0; i < manifold.runs().get(r).checkpoints().size(); i++) {
                out.put(r);
            }
        }
    }

    private void indices(HashingOutput out) throws IOException {
        for (ReferenceRun run : manifold.runs()) {
            for (ReferenceCheckpoint at : run.checkpoints()) {
                out.put(at.index());
            }
        }
    }

    private void steps(HashingOutput out) throws IOException {
        for (ReferenceRun run : manifold.runs()) {
            for (ReferenceCheckpoint at : run.checkpoints()) {
                out.put(at.step());
            }
        }
    }

    private void figures(Tensor tensor, ToDoubleFunction<ReferenceCheckpoint> figure, HashingOutput out)
            throws IOException {
        for (ReferenceRun run : manifold.runs()) {
            for (ReferenceCheckpoint at : run.checkpoints()) {
                finite(tensor, figure.applyAsDouble(at), out);
            }
        }
    }

    private void runCoordinates(Tensor tensor, HashingOutput out) throws IOException {
        for (ReferenceRun run : manifold.runs()) {
            for (ReferenceCheckpoint at : run.checkpoints()) {
                if (at.coordinates().size() != shape.axes()) {
                    throw new IllegalArgumentException("checkpoint %d of run %s has %d coordinates: expected %d"
                            .formatted(at.index(), run.run(), at.coordinates().size(), shape.axes()));
                }
                for (double x : at.coordinates()) {
                    finite(tensor, x, out);
                }
            }
        }
    }

    private static void doubles(Tensor tensor, double[] values, HashingOutput out) throws IOException {
        for (double value : values) {
            finite(tensor, value, out);
        }
    }

    private static void finite(Tensor tensor, double value, HashingOutput out) throws IOException {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException(
                    "a value of %s is %s: expected finite numbers only".formatted(tensor.name(), value));
        }
        out.put(value);
    }
}
