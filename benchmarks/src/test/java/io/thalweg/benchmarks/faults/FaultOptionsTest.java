package io.thalweg.benchmarks.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class FaultOptionsTest {
    private static final List<FaultScenario> ALL = List.of(scenario("soak"), scenario("scale"), scenario("poison"));

    @Test
    void withoutANameAllAreTried() {
        assertEquals(ALL, FaultOptions.parse(new String[] {}).choose(ALL));
    }

    @Test
    void thoseNamedAreTriedInTheirOwnOrder() {
        FaultOptions options = FaultOptions.parse(new String[] {"poison", "--quick", "soak"});

        assertEquals(List.of(ALL.get(0), ALL.get(2)), options.choose(ALL));
        assertEquals(1, options.minutes());
    }

    @Test
    void unknownScenarioIsNamedWithThoseThatThereAre() {
        FaultOptions options = FaultOptions.parse(new String[] {"flood"});

        IllegalArgumentException refusal = assertThrows(IllegalArgumentException.class, () -> options.choose(ALL));

        assertEquals("flood: expected one of soak, scale, poison", refusal.getMessage());
    }

    @Test
    void unknownOptionIsRefused() {
        IllegalArgumentException refusal =
                assertThrows(IllegalArgumentException.class, () -> FaultOptions.parse(new String[] {"--jsn"}));

        assertEquals("--jsn: " + FaultOptions.USAGE, refusal.getMessage());
    }

    private static FaultScenario scenario(String name) {
        return new FaultScenario(name, name, FaultScenario.Setup.of(1), false, false, stage -> {});
    }
}
