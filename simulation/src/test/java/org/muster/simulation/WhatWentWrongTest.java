package org.muster.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The shortest histories of what the simulation has found, each on many clusters: a seed alone
 * would mean something else as soon as another kind of fault is thought of.
 */
final class WhatWentWrongTest {
  private static final int CLUSTERS = 25;

  /** Runs a launch with these faults on clusters of all kinds. */
  private static void launched(List<Act> acts, Fault... faults) {
    List<Act> all = new ArrayList<>(List.of(new Act(Act.Kind.LAUNCH, 0, 0)));
    all.addAll(acts);
    for (long seed = 0; seed < CLUSTERS; seed++) {
      Scenario scenario =
          new Scenario(
              seed,
              (int) seed % 3,
              1 + (int) seed % 2,
              all,
              List.of(faults),
              Noise.NONE,
              Arrival.PROMPT);
      Outcome outcome = Run.of(scenario);
      assertThat(outcome.violation()).as(scenario::text).isEmpty();
    }
  }

  private static Fault fault(Fault.Kind kind, long at, long lasting) {
    return new Fault(kind, at, 0, Point.BEFORE_APPEND, 0, lasting);
  }

  @Test
  void aFullDiskMadeACoordinatorReloadEverMoreOftenAndLoseItsClusterToItself() {
    launched(List.of(), fault(Fault.Kind.COORDINATOR_DISK_FULL, 4_798, 20_343));
  }

  @Test
  void resultsThatAFullCoordinatorHeardInVainWereNeverSaidAgain() {
    launched(List.of(), fault(Fault.Kind.COORDINATOR_DISK_FULL, 9_857, 20_333));
    launched(List.of(), fault(Fault.Kind.APPEND_UNCLEAR, 6_000, 0));
  }

  @Test
  void bothCoordinatorsWereDeposedByATakeover() {
    launched(List.of(), fault(Fault.Kind.COORDINATOR_IS_REPLACED, 6_000, 17_000));
    launched(
        List.of(),
        fault(Fault.Kind.APPEND_UNCLEAR, 5_000, 0),
        fault(Fault.Kind.COORDINATOR_IS_REPLACED, 7_635, 17_000));
  }

  @Test
  void clocksThatWereSetBackMovedDeadlinesByAnHour() {
    launched(List.of(), fault(Fault.Kind.AGENT_CLOCK_JUMPS, 5_000, 1));
    launched(List.of(), fault(Fault.Kind.COORDINATOR_CLOCK_JUMPS, 5_000, 1));
    launched(
        List.of(),
        fault(Fault.Kind.COORDINATOR_CLOCK_JUMPS, 5_000, 1),
        fault(Fault.Kind.COORDINATOR_DIES, 6_000, 500));
  }

  @Test
  void anAdoptedStepHadAnHourMoreThanItsTime() {
    launched(
        List.of(),
        fault(Fault.Kind.AGENT_CLOCK_JUMPS, 5_000, 1),
        fault(Fault.Kind.AGENT_DIES, 6_334, 2_308));
  }

  @Test
  void aLostNodeWithoutStepsHeldADeploymentUnnamed() {
    launched(List.of(new Act(Act.Kind.DEPLOY, 60_000, 1)), fault(Fault.Kind.NODE_DIES, 30_477, 0));
  }

  @Test
  void theEndOfAnOutputWasLostThatAFullDiskCouldNotKeep() {
    launched(List.of(), fault(Fault.Kind.COORDINATOR_LOGS_FULL, 1_000, 30_000));
  }

  @Test
  void aFullNodeForgotTheEpochItObeyedAndTheResultsItHad() {
    launched(List.of(), fault(Fault.Kind.NODE_DISK_FULL, 1_000, 10_000));
    launched(List.of(), fault(Fault.Kind.NODE_DISK_FULL, 5_500, 20_000));
    launched(
        List.of(),
        fault(Fault.Kind.NODE_DISK_FULL, 5_500, 20_000),
        fault(Fault.Kind.AGENT_DIES, 6_000, 500));
  }

  @Test
  void theStartOfAStepWasLostWithAnEpochThatAFullDiskCouldNotKeep() {
    for (int passage = 1; passage <= 4; passage++) {
      Fault death = new Fault(Fault.Kind.DEATH_AT_POINT, 0, 0, Point.AFTER_LOG, passage, 29_416);
      launched(List.of(), fault(Fault.Kind.NODE_DISK_FULL, 19_759, 22_146), death);
    }
  }

  @Test
  void outputWasNotAskedForWhenAClockThatWasSetBackMadeItsStepLookOld() {
    launched(
        List.of(),
        fault(Fault.Kind.AGENT_CLOCK_JUMPS, 5_000, 3_000),
        new Fault(Fault.Kind.DEATH_AT_POINT, 0, 0, Point.BEFORE_LOG, 1, 19_022));
  }

  @Test
  void aNodeWasSentAwayForARemovalThatWasNeverWrittenDown() {
    launched(
        List.of(new Act(Act.Kind.SCALE, 36_508, 1), new Act(Act.Kind.REPLACE, 42_707, 4)),
        fault(Fault.Kind.COORDINATOR_DISK_FULL, 29_926, 13_406));
  }
}
