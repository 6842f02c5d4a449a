package io.thalweg.trainers.data;

import io.thalweg.protocol.ProbeSet;

/**
 * What runs train on, and the probe set that their snapshots are taken on. The probe's samples are in a fixed random
 * order, so that every prefix of a snapshot is a fair sample.
 */
public record DataSet(String name, LabelledImages training, LabelledImages probe) {

    public DataSet {
        if (!training.shape().equals(probe.shape())) {
            throw new IllegalArgumentException(
                    "training images are " + training.shape() + ", probe images " + probe.shape());
        }
    }

    public ImageShape shape() {
        return training.shape();
    }

    /** The identity that every snapshot on this probe carries. */
    public ProbeSet probeSet() {
        return ProbeSet.of(probe.labels(), shape().classes());
    }
}
