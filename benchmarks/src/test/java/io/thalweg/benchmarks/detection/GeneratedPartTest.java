package io.thalweg.benchmarks.detection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class GeneratedPartTest {
    private final GeneratedPart part = new GeneratedPart("x");

    @Test
    void onlyWhatIsBetweenIsReplaced() {
        String replaced = part.replacedIn("a\n<!-- x: generated -->\nold\n<!-- x: end -->\nb\n", "new\n");

        assertEquals("a\n<!-- x: generated -->\n\nnew\n\n<!-- x: end -->\nb\n", replaced);
    }

    @Test
    void replacedTwiceIsTheSame() {
        String once = part.replacedIn("<!-- x: generated -->\n<!-- x: end -->", "new\n");

        assertEquals(once, part.replacedIn(once, "new\n"));
    }

    @Test
    void aDocumentWithoutItIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> part.replacedIn("<!-- x: end -->", "new"));
    }
}
