package io.thalweg.reference.evaluate;

import java.util.List;

/**
 * One run's alarms by our rule and by every form of the rival.
 *
 * @param measured the run
 * @param fold its fold's number
 * @param configurationSeen whether the reference holds runs of its configuration
 * @param ours by our rule
 * @param rivals by each form, in order
 * @param course what it did
 */
record JudgedRun(
        MeasuredRun measured,
        int fold,
        boolean configurationSeen,
        List<FirstAlarm> ours,
        List<List<FirstAlarm>> rivals,
        RunCourse course) {
    EvaluatedRun against(int form) {
        return new EvaluatedRun(
                measured.run().name(),
                measured.run().config(),
                measured.run().kind(),
                fold,
                configurationSeen,
                ours,
                rivals.get(form),
                course);
    }
}
