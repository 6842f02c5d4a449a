package io.thalweg.protocol.manifold;

/** In which precision a file holds the landmarks' amplitudes. */
public enum Precision {
    /** Exactly as built: 8 bytes an amplitude. */
    FLOAT64(TensorType.F64),
    /** Half the size; adds at most about 1e-7 relative to an affinity. */
    FLOAT32(TensorType.F32);

    private final TensorType type;

    Precision(TensorType type) {
        this.type = type;
    }

    /** Size of one amplitude. */
    public int bytes() {
        return type.bytes();
    }

    TensorType type() {
        return type;
    }
}
