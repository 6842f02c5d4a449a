package io.thalweg.reference.report;

import static io.thalweg.reference.report.Evaluations.ALARM;
import static io.thalweg.reference.report.Evaluations.run;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.reference.evaluate.EvaluatedRun;
import io.thalweg.reference.evaluate.Evaluation;
import io.thalweg.reference.evaluate.RunCourse;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;

class DetectionReportTest {
    private static final Evaluation EVALUATION = Evaluations.of(
            run("fine.s0", "normal", List.of()),
            run("nervous.s0", "normal", List.of(ALARM)),
            run("sleepy.s0", "frozen", List.of(ALARM)),
            run("sly.s0", "memorised-initialisation", List.of()));

    private static String page(EvaluatedRun... runs) {
        return DetectionReport.html(Evaluations.of(runs), "digits");
    }

    private static List<String> pictures(String page) {
        return Pattern.compile("<svg .*?</svg>", Pattern.DOTALL)
                .matcher(page)
                .results()
                .map(MatchResult::group)
                .toList();
    }

    @Test
    void namesAreTextWhateverTheyHold() {
        String name = "<script>alert('x')</script>";

        String page = DetectionReport.html(
                Evaluations.of(
                        run(name, "normal", List.of(ALARM)),
                        run(name, "\"><img onerror=alert(1)>", List.of()),
                        run(name, "frozen", List.of(ALARM))),
                name);

        assertFalse(page.contains("<script"), page);
        assertFalse(page.contains("<img"), page);
        assertTrue(page.contains("&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;"), page);
    }

    @Test
    void everyPictureIsWellFormed() throws Exception {
        List<String> pictures = pictures(DetectionReport.html(EVALUATION, "digits"));

        assertTrue(pictures.size() > 10, "pictures: " + pictures.size());
        for (String picture : pictures) {
            DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(new ByteArrayInputStream(picture.getBytes(StandardCharsets.UTF_8)));
            assertFalse(picture.contains("NaN") || picture.contains("Infinity"), picture);
        }
    }

    @Test
    void nothingIsFetched() {
        String page = DetectionReport.html(EVALUATION, "digits");

        assertFalse(Pattern.compile("(?i)src=|href=|url\\(|@import|https?:")
                .matcher(page)
                .find());
        assertTrue(page.contains("default-src 'none'"), page);
    }

    @Test
    void falseAlarmsAndMissesHaveACardEach() {
        String page = DetectionReport.html(EVALUATION, "digits");

        assertTrue(page.contains("<h3>nervous.s0</h3><p class=\"soft\">normal; manifold 0; false alarm: STALL"), page);
        assertTrue(
                page.contains("<h3>sly.s0</h3><p class=\"soft\">memorised-initialisation; manifold 0; missed"), page);
        assertFalse(page.contains("<h3>sleepy.s0</h3>"), page);
    }

    @Test
    void figuresCarryTheirInterval() {
        String page = DetectionReport.html(EVALUATION, "digits");

        assertTrue(page.contains("<td>1 of 2 (50.0%)</td><td>9.5% to 90.5%</td>"), page);
        assertTrue(page.contains("<td>48</td><td>16</td>"), page);
        assertTrue(page.contains("a note &amp; more"), page);
    }

    @Test
    void aRunWithoutAFiniteCheckpointHasNoPicture() {
        String page =
                page(new EvaluatedRun("nan.s0", "c", "divergence", 0, true, List.of(), List.of(), RunCourse.NONE));

        assertTrue(page.contains("<h3>nan.s0</h3>"), page);
        assertFalse(page.contains("largest score, units"), page);
    }

    @Test
    void noRunsMakeAPageWithoutPictures() {
        String page = page();

        assertEquals(2 + 1, pictures(page).size());
        assertTrue(page.contains("<p>None.</p>"), page);
    }
}
