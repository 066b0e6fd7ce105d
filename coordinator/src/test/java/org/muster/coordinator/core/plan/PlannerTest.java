package org.muster.coordinator.core.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.muster.coordinator.core.plan.ModuleSketch.blueprint;
import static org.muster.coordinator.core.plan.ModuleSketch.module;
import static org.muster.protocol.Phase.INIT;
import static org.muster.protocol.Phase.RUN;
import static org.muster.protocol.Phase.SETUP;
import static org.muster.protocol.Phase.TEST;
import static org.muster.protocol.Role.MASTER;
import static org.muster.protocol.Role.WORKER;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.muster.error.MusterException;
import org.muster.protocol.ModuleName;
import org.muster.protocol.Phase;

/** The edge rules, each alone. A template is written {@code module phase role}. */
final class PlannerTest {

  @Test
  void aPhaseWaitsForTheOneBeforeItOnItsOwnNode() {
    Plan plan = Planner.plan(blueprint(module("a", INIT, SETUP)));

    assertThat(local(plan, "a setup worker")).containsExactly("a init worker");
    assertThat(gates(plan, "a setup worker")).isEmpty();
    assertThat(local(plan, "a init worker")).isEmpty();
  }

  @Test
  void aRequirementIsWaitedForOnTheOwnNode() {
    Plan plan = Planner.plan(blueprint(module("b", INIT, SETUP).requires("a"), module("a", INIT)));

    assertThat(local(plan, "b init master")).containsExactly("a init master");
    assertThat(gates(plan, "b init master")).isEmpty();
  }

  @Test
  void aClusterWideRequirementIsWaitedForOnEveryNode() {
    Plan plan =
        Planner.plan(blueprint(module("b", SETUP).requiresEverywhere("a"), module("a", SETUP)));

    assertThat(gates(plan, "b setup worker")).containsExactly("a setup master", "a setup worker");
  }

  @Test
  void testWaitsForEverySetupAndRunForEveryTest() {
    Plan plan =
        Planner.plan(blueprint(module("a", SETUP, TEST, RUN), module("b", SETUP, TEST, RUN)));

    assertThat(gates(plan, "a test worker"))
        .containsExactlyInAnyOrder(
            "a setup master", "a setup worker", "b setup master", "b setup worker");
    assertThat(gates(plan, "b run master"))
        .containsExactlyInAnyOrder(
            "a test master", "a test worker", "b test master", "b test worker");
  }

  @Test
  void aPhaseWithoutScriptPassesItsOwnChainThrough() {
    Plan plan = Planner.plan(blueprint(module("a", INIT, TEST)));

    assertThat(plan.templates()).extracting(StepTemplate::phase).doesNotContain(SETUP);
    assertThat(gates(plan, "a test worker")).containsExactly("a init master", "a init worker");
  }

  @Test
  void aPhaseWithoutScriptPassesALocalRequirementThroughLocally() {
    Plan plan =
        Planner.plan(
            blueprint(
                module("c", SETUP).requires("b"),
                module("b", INIT).requires("a"),
                module("a", SETUP)));

    assertThat(local(plan, "c setup worker")).containsExactly("a setup worker", "b init worker");
    assertThat(gates(plan, "c setup worker")).isEmpty();
  }

  @Test
  void whatIsPassedThroughAClusterWideEdgeIsClusterWide() {
    Plan plan =
        Planner.plan(
            blueprint(
                module("c", SETUP).requiresEverywhere("b"),
                module("b", INIT).requires("a"),
                module("a", SETUP)));

    assertThat(local(plan, "c setup worker")).isEmpty();
    assertThat(gates(plan, "c setup worker"))
        .containsExactlyInAnyOrder(
            "a setup master", "a setup worker", "b init master", "b init worker");
  }

  @Test
  void runWaitsForEverySetupWhereNobodyTests() {
    Plan plan = Planner.plan(blueprint(module("a", SETUP, RUN), module("b", SETUP)));

    assertThat(gates(plan, "a run master"))
        .containsExactlyInAnyOrder(
            "a setup master", "a setup worker", "b setup master", "b setup worker");
  }

  @Test
  void aPhaseOfOneRoleIsNoStepOnTheOtherAndPassesItsEdgesThroughThere() {
    Plan plan =
        Planner.plan(
            blueprint(
                module("b", SETUP).requires("a"), module("a", INIT).on(SETUP, MASTER).on(TEST)));

    assertThat(names(plan)).doesNotContain("a setup worker", "a test master", "a test worker");
    assertThat(local(plan, "b setup master")).containsExactly("a init master", "a setup master");
    assertThat(local(plan, "b setup worker")).containsExactly("a init worker");
  }

  @Test
  void aModuleWithoutManifestFollowsAllBeforeItInTheListOnAllNodes() {
    Plan plan =
        Planner.plan(
            blueprint(
                module("a", SETUP), module("old", SETUP).withoutManifest(), module("b", SETUP)));

    assertThat(gates(plan, "old setup master")).containsExactly("a setup master", "a setup worker");
    assertThat(local(plan, "b setup master")).isEmpty();
    assertThat(gates(plan, "b setup master")).isEmpty();
  }

  @Test
  void rpmsAndThenExtraComeLastOnTheirNode() {
    Plan plan =
        Planner.plan(
            blueprint(
                module("extra", INIT).withoutManifest(),
                module("rpms", INIT),
                module("a", INIT),
                module("old", INIT).withoutManifest()));

    assertThat(local(plan, "rpms init worker")).containsExactly("a init worker", "old init worker");
    assertThat(local(plan, "extra init worker"))
        .containsExactly("a init worker", "old init worker", "rpms init worker");
    assertThat(gates(plan, "old init worker")).containsExactly("a init master", "a init worker");
  }

  @Test
  void aPhaseListChoosesWhoTakesPartAndAnEmptyOneMeansNobody() {
    Map<Phase, List<ModuleName>> phases =
        Map.of(
            INIT, List.of(new ModuleName("a"), new ModuleName("b")),
            SETUP, List.of(new ModuleName("a")),
            TEST, List.of());

    Plan plan =
        Planner.plan(
            blueprint(phases, module("a", INIT, SETUP, TEST), module("b", INIT, SETUP, RUN)));

    assertThat(names(plan))
        .containsExactlyInAnyOrder(
            "a init master",
            "a init worker",
            "b init master",
            "b init worker",
            "a setup master",
            "a setup worker");
  }

  @Test
  void aRequirementThatIsNotDeployedIsNotWaitedFor() {
    Plan plan = Planner.plan(blueprint(module("a", INIT).requires("elsewhere")));

    assertThat(local(plan, "a init master")).isEmpty();
  }

  @Test
  void aCircleIsRefusedWithTheWholeWayRound() {
    Blueprint circle = blueprint(module("a", INIT).requires("b"), module("b", INIT).requires("a"));

    assertThatThrownBy(() -> Planner.plan(circle))
        .isInstanceOf(MusterException.class)
        .hasMessageContaining("a → b → a");
  }

  @Test
  void aCircleThroughPhasesWithoutScriptsIsFoundToo() {
    Blueprint circle =
        blueprint(
            module("a", INIT).requires("b"),
            module("b", SETUP).requires("c"),
            module("c", SETUP).requires("b"));

    assertThatThrownBy(() -> Planner.plan(circle)).hasMessageContaining("b → c → b");
  }

  @Test
  void theSameBlueprintGivesTheSamePlanAndAnotherAnotherHash() {
    Blueprint one = blueprint(module("a", INIT, SETUP), module("b", INIT).requires("a"));
    Blueprint same = blueprint(module("a", INIT, SETUP), module("b", INIT).requires("a"));
    Blueprint other = blueprint(module("a", INIT, SETUP), module("b", INIT));

    assertThat(Planner.plan(one).templates()).isEqualTo(Planner.plan(same).templates());
    assertThat(Planner.plan(one).hash()).isEqualTo(Planner.plan(same).hash());
    assertThat(Planner.plan(one).hash()).isNotEqualTo(Planner.plan(other).hash());
  }

  @Test
  void theHashIsTheSameInEveryProcess() {
    // A set whose order changes from process to process would change it.
    assertThat(Planner.plan(blueprint(module("a", INIT))).hash()).isEqualTo("d4bccb85c12204d1");
  }

  @Test
  void dependantsAreCountedThroughTheWholePlan() {
    Plan plan =
        Planner.plan(blueprint(module("a", INIT, SETUP), module("b", INIT, SETUP).requires("a")));

    assertThat(plan.dependantsOf(id(plan, "a init worker"))).isEqualTo(3);
    assertThat(plan.dependantsOf(id(plan, "b setup worker"))).isZero();
  }

  @Test
  void aCommandIsOneStepANode() {
    Plan plan = Planner.command(Planner.commandRule(Duration.ofMinutes(1)));

    assertThat(names(plan)).containsExactly("command run master", "command run worker");
    assertThat(plan.of(WORKER)).hasSize(1);
  }

  private static List<String> names(Plan plan) {
    return plan.templates().stream().map(PlannerTest::name).toList();
  }

  private static List<String> local(Plan plan, String name) {
    return plan.template(id(plan, name)).local().stream()
        .map(id -> name(plan.template(id)))
        .sorted()
        .toList();
  }

  private static List<String> gates(Plan plan, String name) {
    return plan.template(id(plan, name)).gates().stream()
        .map(id -> name(plan.template(id)))
        .sorted()
        .toList();
  }

  private static int id(Plan plan, String name) {
    return plan.templates().stream()
        .filter(template -> name(template).equals(name))
        .mapToInt(StepTemplate::id)
        .findFirst()
        .orElseThrow(() -> new AssertionError("no '%s' in %s".formatted(name, names(plan))));
  }

  private static String name(StepTemplate template) {
    return "%s %s %s".formatted(template.module(), template.phase(), template.role());
  }
}
