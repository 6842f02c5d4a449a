package io.thalweg.cli;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What may use what, over all modules: the order of the way of the data, and geometry's purity. */
class ArchitectureTest {
    @SuppressWarnings("NullAway.Init") // JUnit has it set.
    private static JavaClasses classes;

    @BeforeAll
    static void importAllModules() {
        classes = new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("io.thalweg");
    }

    @ParameterizedTest
    @CsvSource({
        "geometry, ''",
        "protocol, geometry",
        "broker, ''",
        "producer, protocol",
        "producer.djl, producer protocol",
        "processor, protocol geometry",
        "reference, protocol geometry",
        "trainers, producer.djl producer protocol",
    })
    void moduleUsesOnlyThoseAboveIt(String module, String above) {
        DescribedPredicate<JavaClass> allowed = Arrays.stream(above.split(" "))
                .filter(name -> !name.isEmpty())
                .map(ArchitectureTest::module)
                .reduce(module(module).or(not(resideInAPackage("io.thalweg.."))), (either, or) -> either.or(or));

        classes().that(module(module)).should().onlyDependOnClassesThat(allowed).check(classes);
    }

    @Test
    void geometryIsPlainJava() {
        classes()
                .that(module("geometry"))
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(
                        "io.thalweg.geometry..", "java..", "jdk.incubator.vector..", "org.jspecify.."))
                .check(classes);
    }

    @Test
    void geometryReadsAndWritesNothing() {
        noClasses()
                .that(module("geometry"))
                .should()
                .dependOnClassesThat(resideInAnyPackage(
                        "java.net..", "java.nio.file..", "java.nio.channels..", "java.util.logging.."))
                .check(classes);
    }

    @Test
    void linearAlgebraLibraryStaysInReference() {
        noClasses()
                .that(not(module("reference")))
                .should()
                .dependOnClassesThat(resideInAnyPackage("org.nd4j..", "org.bytedeco.."))
                .check(classes);
    }

    @Test
    void namesSayWhatAClassIs() {
        noClasses()
                .should()
                .haveNameMatching(".*\\.(Abstract\\w*|\\w*(Impl|Manager|Helper|Helpers|Util|Utils))")
                .check(classes);
    }

    /** A module's packages; {@code producer.djl} is a module of its own. */
    private static DescribedPredicate<JavaClass> module(String name) {
        DescribedPredicate<JavaClass> packages = resideInAPackage("io.thalweg." + name + "..");
        return name.equals("producer") ? packages.and(not(module("producer.djl"))) : packages;
    }
}
