package io.thalweg.reference.evaluate;

/**
 * The 95% score interval of a binomial share k / n (Wilson 1927, doi 10.1080/01621459.1927.10502953):
 * (k + z^2/2 -+ z sqrt(k (n - k) / n + z^2/4)) / (n + z^2), z = 1.96. It presumes independent runs; runs of one
 * configuration are not, so the truth is somewhat wider.
 *
 * @param low lower end, in [0, 1]
 * @param high upper end
 */
public record WilsonInterval(double low, double high) {
    private static final double Z = 1.959963984540054;

    /**
     * Of a share.
     *
     * @throws IllegalArgumentException unless 0 <= part <= whole and whole > 0
     */
    public static WilsonInterval of(int part, int whole) {
        if (part < 0 || part > whole || whole == 0) {
            throw new IllegalArgumentException("%d of %d: expected a part of at least one".formatted(part, whole));
        }
        double centre = part + Z * Z / 2;
        double half = Z * Math.sqrt((double) part * (whole - part) / whole + Z * Z / 4);
        double n = whole + Z * Z;
        return new WilsonInterval(Math.max(0, (centre - half) / n), Math.min(1, (centre + half) / n));
    }
}
