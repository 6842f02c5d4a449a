package io.thalweg.protocol.record;

import java.util.List;
import java.util.Optional;

/**
 * What carries the distance behind an alarm.
 *
 * @param sentence the same in a few words, to follow a decision's reason
 * @param classes the classes that carry most of it, largest share first; none when it is not known
 * @param samples the probe samples that carry most of it, largest share first; none when it is not known
 * @param comparison what the shares compare with; absent when it is not known
 */
public record Explanation(
        String sentence, List<ClassShare> classes, List<SampleShare> samples, Optional<Comparison> comparison) {
    public Explanation {
        Figures.text(sentence, "sentence", 1024);
        classes = List.copyOf(classes);
        samples = List.copyOf(samples);
    }

    /** Why nothing is known. */
    public static Explanation unknown(String sentence) {
        return new Explanation(sentence, List.of(), List.of(), Optional.empty());
    }
}
