package io.thalweg.processor.tracking;

import io.thalweg.geometry.detection.DetectorScores;
import io.thalweg.geometry.detection.RunBests;
import io.thalweg.geometry.detection.RunDetectors;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** A run's course as bytes: about 130, and eight an axis. Part of the format of {@link RunStateCodec}. */
final class CourseCodec {
    private CourseCodec() {}

    static void encode(Course course, DataOutputStream out) throws IOException {
        RunDetectors detectors = course.detectors();
        out.writeDouble(detectors.bests().progress());
        out.writeDouble(detectors.bests().distanceToTruthNats());
        encode(detectors.single(), out);
        encode(detectors.scores(), out);
        out.writeDouble(detectors.largest());
        out.writeBoolean(detectors.nonFinite());
        out.writeDouble(course.kinship());
        out.writeDouble(course.pathLength());
        out.writeShort(course.coordinates().size());
        for (double coordinate : course.coordinates()) {
            out.writeDouble(coordinate);
        }
    }

    static Course decode(DataInputStream in) throws IOException {
        RunBests bests = new RunBests(in.readDouble(), in.readDouble());
        DetectorScores single = scores(in);
        DetectorScores scores = scores(in);
        RunDetectors detectors = new RunDetectors(bests, single, scores, in.readDouble(), in.readBoolean());
        double kinship = in.readDouble();
        double pathLength = in.readDouble();
        List<Double> coordinates = new ArrayList<>();
        for (int left = in.readUnsignedShort(); left > 0; left--) {
            coordinates.add(in.readDouble());
        }
        return new Course(detectors, kinship, pathLength, coordinates);
    }

    private static void encode(DetectorScores scores, DataOutputStream out) throws IOException {
        out.writeDouble(scores.distance());
        out.writeDouble(scores.regression());
        out.writeDouble(scores.stall());
        out.writeDouble(scores.rise());
        out.writeDouble(scores.excess());
    }

    private static DetectorScores scores(DataInputStream in) throws IOException {
        return new DetectorScores(in.readDouble(), in.readDouble(), in.readDouble(), in.readDouble(), in.readDouble());
    }
}
