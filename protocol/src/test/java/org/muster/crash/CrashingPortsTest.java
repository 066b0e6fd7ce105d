package org.muster.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class CrashingPortsTest {
  private final List<String> told = new ArrayList<>();
  private final List<Runnable> later = new ArrayList<>();
  private final CrashPoints points =
      new CrashPoints() {
        @Override
        public void passed(CrashPoint point, CrashPoint.Moment moment) {
          told.add(moment + " " + point);
        }

        @Override
        public Optional<Path> file() {
          return Optional.of(Path.of("on"));
        }
      };

  /** Named as a port of the agent, which this part of the program does not know. */
  interface IdentityStore {
    void replace(String name);

    String read(String name);
  }

  /** Hands another port over. */
  interface AgentEvents {
    void connected(IdentityStore store);
  }

  private final IdentityStore store =
      new IdentityStore() {
        @Override
        public void replace(String name) {
          if (name.isEmpty()) {
            throw new IllegalArgumentException("no name");
          }
          told.add("replaced " + name);
        }

        @Override
        public String read(String name) {
          return "content of " + name;
        }
      };

  @Test
  void aPortIsLeftAloneWhereThePointsAreOff() {
    assertThat(new CrashingPorts(CrashPoints.off()).around(IdentityStore.class, store))
        .isSameAs(store);
  }

  @Test
  void tellsBothSidesOfACallAndNothingOfOthers() {
    IdentityStore crashing = new CrashingPorts(points).around(IdentityStore.class, store);

    assertThat(crashing.read("key")).isEqualTo("content of key");
    crashing.replace("key");

    assertThat(told)
        .containsExactly("BEFORE IDENTITY_REPLACE", "replaced key", "AFTER IDENTITY_REPLACE");
  }

  @Test
  void aFailureComesThroughAndIsNoAfter() {
    IdentityStore crashing = new CrashingPorts(points).around(IdentityStore.class, store);

    assertThatThrownBy(() -> crashing.replace("")).isInstanceOf(IllegalArgumentException.class);

    assertThat(told).containsExactly("BEFORE IDENTITY_REPLACE");
  }

  @Test
  void theOtherSideWaitsForTheAnswerToComeTrue() {
    CrashingPorts ports = new CrashingPorts(points, (answer, then) -> later.add(then));

    ports.around(IdentityStore.class, store).replace("key");
    assertThat(told).doesNotContain("AFTER IDENTITY_REPLACE");
    later.forEach(Runnable::run);

    assertThat(told).endsWith("AFTER IDENTITY_REPLACE");
  }

  @Test
  void aPortThatIsHandedOverHasItsPointsToo() {
    AgentEvents events = handed -> handed.replace("key");

    new CrashingPorts(points).around(AgentEvents.class, events).connected(store);

    assertThat(told)
        .containsExactly(
            "BEFORE AGENT_HELLO",
            "BEFORE IDENTITY_REPLACE",
            "replaced key",
            "AFTER IDENTITY_REPLACE",
            "AFTER AGENT_HELLO");
  }

  @Test
  void everyPointHasAtLeastOneSide() {
    for (CrashPoint point : CrashPoint.values()) {
      assertThat(point.moments()).as("%s", point).contains(CrashPoint.Moment.AFTER);
    }
  }
}
