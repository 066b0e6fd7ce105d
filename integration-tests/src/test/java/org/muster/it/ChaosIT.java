package org.muster.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.muster.time.Pause;
import org.muster.time.RealTime;

/** Launches of real processes that are killed at random moments, or stand still for a while. */
@Tag("nightly")
final class ChaosIT {
  private static final int KILLS = Integer.getInteger("muster.chaos.kills", 12);
  private static final long LONGEST_PAUSE_MILLIS = 2_500;
  private static final Duration STANDSTILL = Duration.ofSeconds(15);

  @TempDir private Path temp;
  private Muster muster;
  private GatedLaunch gated;

  @BeforeEach
  void begin() throws Exception {
    muster = new Muster(temp);
    gated = new GatedLaunch(muster, temp);
  }

  @AfterEach
  void end() throws Exception {
    muster.end();
  }

  @Test
  void whoeverIsKilledAtRandomComesBackAndNothingRunsTwice() throws Exception {
    long seed = Long.getLong("muster.chaos.seed", RealTime.clock().millis());
    System.out.println("chaos: -Dmuster.chaos.seed=" + seed);
    Random random = new Random(seed);
    try (Running launch = gated.begin()) {
      for (int kill = 0; kill < KILLS; kill++) {
        if (kill == KILLS / 3) {
          gated.open(); // from here on tests and runs are hit too
        }
        killOne(random.nextInt(GatedLaunch.NODES.size() + 1));
        Pause.real().of(Duration.ofMillis(random.nextLong(LONGEST_PAUSE_MILLIS)));
      }
      muster.succeed("coordinator", "start");

      gated.assertEndsWellWithEveryStepRunOnce();
      assertThat(muster.run("status", GatedLaunch.CLUSTER).output()).contains("succeeded");
      assertThat(launch.end(GatedLaunch.A_WHILE).exitCode()).as("of the first command").isZero();
    }
  }

  private void killOne(int who) throws Exception {
    if (who < GatedLaunch.NODES.size()) {
      Machine.kill("KILL", gated.agent(GatedLaunch.NODES.get(who)).pid());
    } else {
      long pid = muster.coordinatorProcess().pid();
      Machine.kill("KILL", pid);
      muster.succeed("coordinator", "start");
      assertThat(muster.coordinatorProcess().pid()).isNotEqualTo(pid);
    }
  }

  @Test
  void aCoordinatorThatStoodStillGivesNobodyUp() throws Exception {
    try (Running launch = gated.begin()) {
      standStill(muster.coordinatorProcess().pid());
      gated.open();

      gated.assertEndsWellWithEveryStepRunOnce();
      assertThat(launch.end(GatedLaunch.A_WHILE).exitCode()).isZero();
    }
    assertThat(gated.events("node-lost")).isEmpty();
  }

  /** It is as good as lost for that long; once it moves again, so does its step. */
  @Test
  void anAgentThatStoodStillGoesOn() throws Exception {
    try (Running launch = gated.begin()) {
      long agent = gated.agent("worker-2").pid();
      standStill(agent);
      gated.open();

      gated.assertEndsWellWithEveryStepRunOnce();
      assertThat(launch.end(GatedLaunch.A_WHILE).exitCode()).isZero();
      assertThat(gated.agent("worker-2").pid()).as("nobody started another").isEqualTo(agent);
    }
  }

  private static void standStill(long pid) throws Exception {
    Machine.kill("STOP", pid);
    Pause.real().of(STANDSTILL);
    Machine.kill("CONT", pid);
  }
}
