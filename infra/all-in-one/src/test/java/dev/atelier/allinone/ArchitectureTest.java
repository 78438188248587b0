package dev.atelier.allinone;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The map: who may see whom. */
// spotless:off
class ArchitectureTest {
    private static final JavaClasses ATELIER = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.atelier");

    @Test
    void deployables_know_the_contracts_and_never_each_other() {
        layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .layer("contracts").definedBy("dev.atelier.contracts..")
                .layer("wire").definedBy("dev.atelier.wire..")
                .layer("web").definedBy("dev.atelier.web..")
                .layer("event-store").definedBy("dev.atelier.eventstore..")
                .layer("audit").definedBy("dev.atelier.audit..")
                .layer("servers").definedBy("dev.atelier.servers..")
                .layer("emulators").definedBy("dev.atelier.emulators..")
                .layer("command-side").definedBy("dev.atelier.command..")
                .layer("saga-orchestrator").definedBy("dev.atelier.saga..")
                .layer("gpu-adapter").definedBy("dev.atelier.gpu..")
                .layer("query-side").definedBy("dev.atelier.query..")
                .layer("bench").definedBy("dev.atelier.bench..")
                .layer("chaos").definedBy("dev.atelier.chaos..")
                .layer("conformance").definedBy("dev.atelier.conformance..")
                .layer("all-in-one").definedBy("dev.atelier.allinone..")
                .whereLayer("contracts").mayNotAccessAnyLayer()
                .whereLayer("wire").mayOnlyAccessLayers("contracts")
                .whereLayer("web").mayOnlyAccessLayers("contracts", "wire")
                .whereLayer("event-store").mayOnlyAccessLayers("contracts", "wire")
                .whereLayer("audit").mayOnlyAccessLayers("contracts", "event-store")
                .whereLayer("servers").mayNotAccessAnyLayer()
                .whereLayer("emulators").mayNotAccessAnyLayer()
                .whereLayer("command-side").mayOnlyAccessLayers("contracts", "wire", "web", "event-store", "audit")
                .whereLayer("saga-orchestrator").mayOnlyAccessLayers("contracts", "wire", "event-store")
                .whereLayer("gpu-adapter").mayOnlyAccessLayers("contracts", "wire")
                .whereLayer("query-side").mayOnlyAccessLayers("contracts", "wire", "web", "event-store", "audit")
                .whereLayer("bench").mayOnlyAccessLayers("contracts", "wire", "event-store", "audit", "servers")
                .whereLayer("bench").mayOnlyBeAccessedByLayers("chaos")
                .whereLayer("chaos").mayNotBeAccessedByAnyLayer()
                .whereLayer("conformance").mayOnlyAccessLayers("contracts", "gpu-adapter")
                .whereLayer("conformance").mayNotBeAccessedByAnyLayer()
                .whereLayer("all-in-one").mayNotBeAccessedByAnyLayer()
                .check(ATELIER);
    }

    @Test
    void chaos_knows_deployables_only_where_it_breaks_them() {
        noClasses().that().resideInAPackage("dev.atelier.chaos..")
                .and().resideOutsideOfPackage("dev.atelier.chaos.plant..")
                .should().dependOnClassesThat(resideInAnyPackage(
                        "dev.atelier.command..", "dev.atelier.saga..", "dev.atelier.gpu..", "dev.atelier.query..",
                        "dev.atelier.chaos.plant.."))
                .because("it strikes processes from outside, and judges by the log and the API alone")
                .check(ATELIER);
    }

    @Test
    void contracts_need_the_jdk_and_jspecify_only() {
        classes().that().resideInAPackage("dev.atelier.contracts..")
                .should().onlyDependOnClassesThat(resideInAnyPackage("java..", "org.jspecify..", "dev.atelier.contracts.."))
                .because("everybody depends on the contracts, also what comes after Spring and Axon")
                .check(ATELIER);
    }

    @Test
    void rules_are_pure() {
        classes().that().resideInAPackage("..domain..")
                .should().onlyDependOnClassesThat(resideInAnyPackage(
                        "java..", "org.jspecify..", "dev.atelier.contracts..", "..domain..", "dev.atelier.command.decision.."))
                .because("rules are decided in domain packages and done in shells")
                .check(ATELIER);
    }

    @Test
    void time_ids_and_chance_are_inputs_of_the_rules() {
        noClasses().that().resideInAnyPackage("..domain..", "dev.atelier.contracts..")
                .should().callMethod(Instant.class, "now")
                .orShould().callMethod(LocalDate.class, "now")
                .orShould().callMethod(LocalDateTime.class, "now")
                .orShould().callMethod(UUID.class, "randomUUID")
                .orShould().callMethod(Math.class, "random")
                .orShould().callMethod(System.class, "currentTimeMillis")
                .orShould().callMethod(System.class, "nanoTime")
                .because("a rule must give the same answer when it is replayed; pass them in")
                .check(ATELIER);
    }

    @Test
    void vocabularies_are_sealed() {
        classes().that().resideInAPackage("dev.atelier.contracts..")
                .and().areInterfaces()
                .and().areNotAnnotations()
                .and().doNotHaveSimpleName("package-info")
                .should(new SealedCondition())
                .because("a new command or event must not compile until everybody has decided about it")
                .check(ATELIER);
    }
}
// spotless:on
