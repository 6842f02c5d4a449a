package io.thalweg.geometry;

/**
 * A point of the geodesic from ignorance to truth: what a sample's affinities with the two are multiplied by to give its
 * affinity with the point ({@code along}), and minus the derivative of that by the angle t theta ({@code across}).
 */
record GeodesicPoint(double alongIgnorance, double alongTruth, double acrossIgnorance, double acrossTruth) {
    /**
     * @param t in [0, 1]
     * @param theta the angle between ignorance and truth
     */
    static GeodesicPoint at(double t, double theta) {
        double sine = Math.sin(theta);
        return new GeodesicPoint(
                Math.sin((1 - t) * theta) / sine,
                Math.sin(t * theta) / sine,
                Math.cos((1 - t) * theta) / sine,
                Math.cos(t * theta) / sine);
    }
}
