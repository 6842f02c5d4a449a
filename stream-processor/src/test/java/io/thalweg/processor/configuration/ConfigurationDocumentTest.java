package io.thalweg.processor.configuration;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ConfigurationDocumentTest {
    private static final Path PAGE = Path.of("..", "docs", "configuration.md");

    /** With {@code -Dthalweg.write.docs=true} it writes the page first. */
    @Test
    void pageIsCurrent() throws IOException {
        String markdown = ConfigurationDocument.markdown();
        if (Boolean.getBoolean("thalweg.write.docs")) {
            Files.writeString(PAGE, markdown);
        }

        assertEquals(markdown, Files.readString(PAGE));
    }
}
