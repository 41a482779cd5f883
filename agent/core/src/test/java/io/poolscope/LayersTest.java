package io.poolscope;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Imports go one way, and nothing reaches for what belongs to the application. */
@AnalyzeClasses(packages = "io.poolscope", importOptions = ImportOption.DoNotIncludeTests.class)
class LayersTest {

    @ArchTest
    static final ArchRule eachLayerSeesOnlyThoseBelow = layeredArchitecture()
            .consideringOnlyDependenciesInAnyPackage("io.poolscope..")
            .withOptionalLayers(true)
            .layer("bootstrap")
            .definedBy("io.poolscope.bootstrap..")
            .layer("bridge")
            .definedBy("io.poolscope.bridge..")
            .layer("guard")
            .definedBy("io.poolscope.guard..")
            .layer("snapshot")
            .definedBy("io.poolscope.snapshot..")
            .layer("finding")
            .definedBy("io.poolscope.finding..")
            .layer("rule")
            .definedBy("io.poolscope.rule..")
            .layer("gate")
            .definedBy("io.poolscope.gate..")
            .layer("report")
            .definedBy("io.poolscope.report..")
            .layer("jdk")
            .definedBy("io.poolscope.jdk..")
            .layer("pool")
            .definedBy("io.poolscope.pool..")
            .layer("watch")
            .definedBy("io.poolscope.watch..")
            .layer("probe")
            .definedBy("io.poolscope.probe..")
            .layer("control")
            .definedBy("io.poolscope.control..")
            .layer("attach")
            .definedBy("io.poolscope.attach..")
            .layer("cli")
            .definedBy("io.poolscope.cli..")
            .layer("testrun")
            .definedBy("io.poolscope.testrun..")
            .layer("agent")
            .definedBy("io.poolscope.agent..")
            .whereLayer("bootstrap")
            .mayNotAccessAnyLayer()
            .whereLayer("bridge")
            .mayNotAccessAnyLayer()
            .whereLayer("bridge")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("guard")
            .mayNotAccessAnyLayer()
            .whereLayer("snapshot")
            .mayNotAccessAnyLayer()
            .whereLayer("finding")
            .mayOnlyAccessLayers("snapshot")
            .whereLayer("rule")
            .mayOnlyAccessLayers("guard", "snapshot", "finding")
            .whereLayer("gate")
            .mayOnlyAccessLayers("snapshot", "finding")
            .whereLayer("report")
            .mayOnlyAccessLayers("guard", "snapshot", "finding")
            .whereLayer("jdk")
            .mayOnlyAccessLayers("bootstrap")
            .whereLayer("pool")
            .mayOnlyAccessLayers("jdk", "bootstrap", "snapshot")
            .whereLayer("watch")
            .mayOnlyAccessLayers("bootstrap", "guard", "jdk", "pool", "snapshot")
            .whereLayer("probe")
            .mayOnlyAccessLayers("bootstrap", "jdk", "snapshot")
            .whereLayer("control")
            .mayNotAccessAnyLayer()
            .whereLayer("attach")
            .mayOnlyAccessLayers("control")
            .whereLayer("cli")
            .mayOnlyAccessLayers("snapshot", "finding", "gate", "report", "control", "attach")
            .whereLayer("cli")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("testrun")
            .mayOnlyAccessLayers("snapshot", "finding", "rule", "report", "control")
            .whereLayer("testrun")
            .mayNotBeAccessedByAnyLayer()
            .ensureAllClassesAreContainedInArchitecture()
            .allowEmptyShould(false);

    @ArchTest
    static final ArchRule probesTakeFromTheSnapshotOnlyTheirCoverage = noClasses()
            .that()
            .resideInAPackage("io.poolscope.probe..")
            .should()
            .dependOnClassesThat(
                    resideInAPackage("io.poolscope.snapshot..").and(not(nameMatching(".*\\.Coverage(\\$.*)?"))));

    @ArchTest
    static final ArchRule whatTheJdkHidesIsReachedByItsTableAlone = noClasses()
            .that()
            .resideOutsideOfPackage("io.poolscope.jdk..")
            .should()
            .callMethod(
                    java.lang.invoke.MethodHandles.class,
                    "privateLookupIn",
                    Class.class,
                    java.lang.invoke.MethodHandles.Lookup.class);

    @ArchTest
    static final ArchRule noCycles =
            slices().matching("io.poolscope.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule noCyclesBetweenTheWaysOut = slices().matching("io.poolscope.report.(*)..")
            .should()
            .beFreeOfCycles()
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule nobodyEndsTheApplication = noClasses()
            .should()
            .callMethod(System.class, "exit", int.class)
            .orShould()
            .callMethod(Runtime.class, "exit", int.class)
            .orShould()
            .callMethod(Runtime.class, "halt", int.class);

    @ArchTest
    static final ArchRule nobodyWritesToStandardOutput = noClasses().should().accessField(System.class, "out");

    @ArchTest
    static final ArchRule nobodyWakesTheJdksLogging =
            noClasses().should().dependOnClassesThat().resideInAnyPackage("java.util.logging..");

    @ArchTest
    static final ArchRule nobodyReadsObjectsLooksUpNamesOrRunsScripts = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.rmi..", "javax.naming..", "javax.script..", "javax.management.remote..")
            .orShould()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.io.ObjectInputStream");
}
