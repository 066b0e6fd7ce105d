package org.muster.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A node that nobody hears any more in the middle of its setup: what is unknown stays unknown. */
@Tag("nightly")
final class VanishedNodeIT {
  private static final String SETUP = "worker-2 gated setup";
  private static final int BLOCKED = 4;
  private static final Duration NOTICED_WITHIN = Duration.ofMinutes(2);

  @TempDir private Path temp;
  private Muster muster;
  private GatedLaunch gated;
  private long agent;

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
  void itsStepIsUnknownUntilItIsBackAndThenItGoesOnByItself() throws Exception {
    try (Running launch = vanish()) {
      assertIsBlockedByTheNode(launch);

      Machine.kill("CONT", agent);

      gated.assertEndsWellWithEveryStepRunOnce();
    }
    assertThat(muster.steps(GatedLaunch.CLUSTER).get(SETUP).path("attempt").asInt()).isEqualTo(1);
  }

  @Test
  void cancelEndsWhatWaitsForItAndSaysWhatIsLeft() throws Exception {
    try (Running launch = vanish()) {
      assertIsBlockedByTheNode(launch);

      Result cancel = muster.run("cancel", GatedLaunch.CLUSTER);

      assertThat(cancel.all()).contains("worker-2").contains("left unknown");
      JsonNode deployment = muster.awaitEnd(GatedLaunch.CLUSTER);
      assertThat(deployment.path("state").asText()).isEqualTo("cancelled");
      assertThat(muster.steps(GatedLaunch.CLUSTER).get(SETUP).path("state").asText())
          .isEqualTo("unknown");
      assertThat(muster.steps(GatedLaunch.CLUSTER).get("worker-1 gated test").path("state"))
          .hasToString("\"cancelled\"");
    }
  }

  private Running vanish() throws Exception {
    Running launch = gated.begin();
    agent = gated.agent("worker-2").pid();
    Machine.kill("STOP", agent);
    gated.open(); // the others go on as far as they can
    return launch;
  }

  private void assertIsBlockedByTheNode(Running launch) throws Exception {
    Eventually.see(
        "worker-2 to be lost",
        NOTICED_WITHIN,
        () -> gated.node("worker-2"),
        state -> state.equals("lost"));
    assertThat(muster.steps(GatedLaunch.CLUSTER).get(SETUP).path("state").asText())
        .isEqualTo("unknown");
    Result end = launch.end(NOTICED_WITHIN);
    assertThat(end.exitCode()).withFailMessage(end::toString).isEqualTo(BLOCKED);
    assertThat(end.all()).contains("worker-2");
    Result status = muster.run("status", GatedLaunch.CLUSTER);
    assertThat(status.exitCode()).withFailMessage(status::toString).isEqualTo(BLOCKED);
    assertThat(status.output()).contains("blocked", "worker-2");
  }
}
