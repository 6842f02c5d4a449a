package io.thalweg.protocol.manifold;

/** The element types of safetensors that a manifold file uses. */
enum TensorType {
    F64(8),
    F32(4),
    I64(8),
    I32(4);

    private final int bytes;

    TensorType(int bytes) {
        this.bytes = bytes;
    }

    int bytes() {
        return bytes;
    }
}
