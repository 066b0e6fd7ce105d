package org.muster.coordinator.link.ca;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.muster.error.MusterException;
import org.muster.protocol.ClusterName;
import org.muster.protocol.LaunchId;

final class LaunchTokensTest {
  private static final ClusterName DEMO = new ClusterName("demo");
  private static final LaunchId FIRST = new LaunchId("l1");

  @TempDir Path home;

  @Test
  void givesTheSameLaunchTheSameTokenAlsoAfterARestart() {
    String token = LaunchTokens.open(home, Keys.RANDOM).derive(DEMO, "k3f9", FIRST);

    assertThat(LaunchTokens.open(home, Keys.RANDOM).derive(DEMO, "k3f9", FIRST)).isEqualTo(token);
    assertThat(token).matches("[A-Za-z0-9_-]{43}");
  }

  @Test
  void givesEachLaunchItsOwn() {
    LaunchTokens tokens = LaunchTokens.open(home, Keys.RANDOM);

    assertThat(
            Set.of(
                tokens.derive(DEMO, "k3f9", FIRST),
                tokens.derive(DEMO, "k3f9", new LaunchId("l2")),
                tokens.derive(DEMO, "k3f8", FIRST),
                tokens.derive(new ClusterName("demo2"), "k3f9", FIRST),
                tokens.derive(new ClusterName("demok"), "3f9", FIRST),
                tokens.derive(DEMO, "k3f9l", new LaunchId("1"))))
        .hasSize(6);
  }

  @Test
  void givesEachInstallationItsOwn() {
    LaunchTokens one = LaunchTokens.open(home, Keys.RANDOM);
    LaunchTokens two = LaunchTokens.open(home.resolve("other"), Keys.RANDOM);

    assertThat(one.derive(DEMO, "k3f9", FIRST)).isNotEqualTo(two.derive(DEMO, "k3f9", FIRST));
  }

  @Test
  void refusesADamagedSecretByName() throws Exception {
    LaunchTokens.open(home, Keys.RANDOM);
    Files.writeString(home.resolve("ca/launch/secret"), "c2hvcnQ=\n");

    assertThatThrownBy(() -> LaunchTokens.open(home, Keys.RANDOM))
        .isInstanceOf(MusterException.class)
        .hasMessageContaining(home.resolve("ca/launch").toString())
        .hasMessageContaining("damaged");
  }
}
