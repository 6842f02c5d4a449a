package io.thalweg.protocol;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class ProbeSetTest {
    private static final int[] LABELS = {3, 0, 1, 1};

    @Test
    void defaultIdsAreDecimalIndices() {
        assertEquals(
                ProbeSet.of(List.of("0", "1", "2", "3"), LABELS, 4).id(),
                ProbeSet.of(LABELS, 4).id());
    }

    @Test
    void identityDependsOnOrderLabelsIdsAndClasses() {
        ProbeSet set = ProbeSet.of(LABELS, 4);
        assertNotEquals(set.id(), ProbeSet.of(new int[] {0, 3, 1, 1}, 4).id());
        assertNotEquals(set.id(), ProbeSet.of(new int[] {3, 0, 1, 2}, 4).id());
        assertNotEquals(set.id(), ProbeSet.of(LABELS, 5).id());
        assertNotEquals(
                set.id(), ProbeSet.of(List.of("0", "1", "2", "x"), LABELS, 4).id());
    }

    @Test
    void idsCannotRunIntoEachOther() {
        ProbeSetId one = ProbeSet.of(List.of("a", "bc"), new int[] {0, 1}, 2).id();
        assertNotEquals(
                one, ProbeSet.of(List.of("ab", "c"), new int[] {0, 1}, 2).id());
    }

    @Test
    void labelsAreCopied() {
        int[] labels = LABELS.clone();
        ProbeSet set = ProbeSet.of(labels, 4);
        labels[0] = 2;
        set.labels()[1] = 2;
        assertArrayEquals(LABELS, set.labels());
        assertEquals(3, set.label(0));
    }

    @Test
    void labelOutOfRangeNamesTheSample() {
        var refusal = assertThrows(IllegalArgumentException.class, () -> ProbeSet.of(LABELS, 3));
        assertEquals("label of sample 0 is 3; expected 0 to 2", refusal.getMessage());
    }

    @Test
    void otherNumberOfIdsIsRefused() {
        var refusal = assertThrows(IllegalArgumentException.class, () -> ProbeSet.of(List.of("a"), LABELS, 4));
        assertEquals("number of ids is 1; expected one for each of 4 labels", refusal.getMessage());
    }

    @Test
    void noSamplesAndOneClassAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> ProbeSet.of(new int[0], 4));
        assertThrows(IllegalArgumentException.class, () -> ProbeSet.of(new int[] {0}, 1));
    }

    @Test
    void idSurvivesItsBytes() {
        ProbeSetId id = ProbeSet.of(LABELS, 4).id();
        assertEquals(id, ProbeSetId.ofBytes(id.bytes()));
        assertThrows(IllegalArgumentException.class, () -> ProbeSetId.ofBytes(new byte[31]));
        assertThrows(IllegalArgumentException.class, () -> new ProbeSetId("sha256:" + "A".repeat(64)));
    }
}
