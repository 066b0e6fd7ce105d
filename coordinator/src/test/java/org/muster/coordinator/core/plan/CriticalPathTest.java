package org.muster.coordinator.core.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.muster.coordinator.core.plan.ModuleSketch.blueprint;
import static org.muster.coordinator.core.plan.ModuleSketch.module;
import static org.muster.protocol.Phase.INIT;
import static org.muster.protocol.Phase.SETUP;
import static org.muster.protocol.Phase.TEST;
import static org.muster.protocol.Role.MASTER;
import static org.muster.protocol.Role.WORKER;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.muster.protocol.Role;

/** The longest chain through a plan. A step is written {@code module phase}. */
final class CriticalPathTest {
  private static final Set<Role> BOTH = EnumSet.of(MASTER, WORKER);

  @Test
  void itGoesThroughTheSlowestOfWhatIsWaitedFor() {
    Plan plan =
        Planner.plan(
            blueprint(
                module("quick", SETUP),
                module("slow", SETUP),
                module("both", SETUP, TEST).requires("quick", "slow")));

    CriticalPath path =
        path(
            plan, BOTH, Map.of("quick setup", 3, "slow setup", 5, "both setup", 1, "both test", 2));

    assertThat(names(path)).containsExactly("slow setup 5", "both setup 1", "both test 2");
    assertThat(path.total()).isEqualTo(Duration.ofSeconds(8));
    assertThat(path.unmeasured()).isEmpty();
  }

  @Test
  void installationsOfANodeAddUp() {
    Plan plan = Planner.plan(blueprint(module("a", INIT), module("b", INIT)));

    assertThat(path(plan, BOTH, Map.of("a init", 2, "b init", 3)).total())
        .isEqualTo(Duration.ofSeconds(5));
  }

  @Test
  void aModuleMayStandBeforeWhatItRequires() {
    Plan plan =
        Planner.plan(
            blueprint(module("late", INIT, SETUP).requires("early"), module("early", INIT, SETUP)));

    CriticalPath path =
        path(
            plan, BOTH, Map.of("early init", 1, "late init", 1, "early setup", 4, "late setup", 4));

    assertThat(names(path)).containsExactly("early init 1", "early setup 4", "late setup 4");
  }

  @Test
  void whatWasNeverMeasuredIsNamedAndCountsAsNothing() {
    Plan plan = Planner.plan(blueprint(module("a", SETUP, TEST)));

    CriticalPath path = path(plan, EnumSet.of(MASTER), Map.of("a setup", 2));

    assertThat(names(path)).containsExactly("a setup 2");
    assertThat(path.unmeasured()).extracting(CriticalPathTest::name).containsExactly("a test");
  }

  @Test
  void aRoleWithoutNodesTakesNoTime() {
    Plan plan = Planner.plan(blueprint(module("a").on(SETUP, WORKER)));

    assertThat(path(plan, EnumSet.of(MASTER), Map.of("a setup", 9)).links()).isEmpty();
  }

  private static CriticalPath path(Plan plan, Set<Role> there, Map<String, Integer> seconds) {
    return CriticalPath.of(
        plan, there, step -> Optional.ofNullable(seconds.get(name(step))).map(Duration::ofSeconds));
  }

  private static List<String> names(CriticalPath path) {
    return path.links().stream()
        .map(link -> name(link.step()) + " " + link.took().toSeconds())
        .toList();
  }

  private static String name(StepTemplate step) {
    return step.module() + " " + step.phase();
  }
}
