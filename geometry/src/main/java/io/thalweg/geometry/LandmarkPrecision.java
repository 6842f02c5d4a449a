package io.thalweg.geometry;

/** In which precision a kernel keeps landmarks in memory. */
public enum LandmarkPrecision {
    /** Single precision: no error but that of rounding the amplitudes. */
    FLOAT32("float32"),
    /** 16 bits: half the memory and, where memory is the limit, half the time; an error of 2e-5 nats at most. */
    SIXTEEN_BIT("16bit");

    private final String label;

    LandmarkPrecision(String label) {
        this.label = label;
    }

    /** Its name in configuration, logs and metrics. */
    public String label() {
        return label;
    }
}
