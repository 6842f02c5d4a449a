package io.thalweg.protocol.manifold;

import java.nio.ByteBuffer;

/** Looks at all amplitudes as they are hashed: one NaN would silently make every distance to its landmark NaN. */
final class AmplitudeCheck implements FileInput.Visitor {
    private final ManifoldShape shape;
    private long seen;
    private long unsound = -1;

    AmplitudeCheck(ManifoldShape shape) {
        this.shape = shape;
    }

    @Override
    public void visit(ByteBuffer piece) {
        switch (shape.precision()) {
            case FLOAT64 -> {
                while (piece.hasRemaining()) {
                    take(piece.getDouble());
                }
            }
            case FLOAT32 -> {
                while (piece.hasRemaining()) {
                    take(piece.getFloat());
                }
            }
        }
    }

    private void take(double value) {
        if (!(value >= 0 && value <= ManifoldWriter.LARGEST_AMPLITUDE) && unsound < 0) {
            unsound = seen;
        }
        seen++;
    }

    /**
     * To be asked when all have been seen.
     *
     * @throws IllegalArgumentException naming the first that is not in [0, 1]
     */
    void requireSound() {
        if (unsound >= 0) {
            long row = unsound / shape.landmarks();
            throw new IllegalArgumentException("amplitude of sample %d, class %d, landmark %d is not in [0, 1]"
                    .formatted(row / shape.classes(), row % shape.classes(), unsound % shape.landmarks()));
        }
    }
}
