package io.thalweg.trainers.data;

import java.util.random.RandomGenerator;

/** Random orders. */
public final class Permutations {

    private Permutations() {}

    /** A uniformly drawn order of 0..n-1 (Fisher and Yates). */
    public static int[] of(int n, RandomGenerator random) {
        int[] order = new int[n];
        for (int i = 0; i < n; i++) {
            int j = random.nextInt(i + 1);
            order[i] = order[j];
            order[j] = i;
        }
        return order;
    }
}
