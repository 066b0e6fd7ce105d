package org.muster.agent.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.muster.error.MusterException;

final class AgentConfigTest {
  private static final String PIN = "sha256/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";

  private static final String LEAST =
      """
      {"coordinators": ["wss://10.0.0.1:8443"], "caPin": "%s", "cluster": "demo",
       "instance": "i-1", "launch": "l1", "token": "c2VjcmV0", "state": "/var/lib/muster"}
      """
          .formatted(PIN);

  @Test
  void whatIsNotSaidIsThatOfARealMachine() {
    AgentConfig config = AgentConfig.parse(LEAST);

    assertThat(config.places().root()).isEmpty();
    assertThat(config.sharedStore()).isEqualTo(Optional.empty());
    assertThat(config.measured())
        .isEqualTo(
            new AgentConfig.Measured(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                "machine",
                Optional.empty(),
                Optional.empty(),
                List.of("/mnt"),
                0,
                "",
                ""));
  }

  @Test
  void everythingThatIsSaidCounts() {
    AgentConfig config =
        AgentConfig.parse(
            """
            {"coordinators": ["wss://10.0.0.1:8443", "wss://[::1]:9"], "caPin": "%s",
             "cluster": "demo", "instance": "i-1", "launch": "l1", "token": "c2VjcmV0",
             "root": "/n/w1", "state": "/n/w1/var/lib/muster", "sharedStore": "/store",
             "address": "127.23.5.2", "hostName": "w1", "bootId": "b1", "isolation": "process",
             "memoryMb": 1024, "cores": 2, "dataDirs": ["/n/w1/mnt", "/n/w1/mnt2"],
             "portOffset": 3, "instanceType": "small",
             "publicAddress": "203.0.113.7", "unknown": true}
            """
                .formatted(PIN));

    assertThat(config.link().coordinators())
        .containsExactly(URI.create("wss://10.0.0.1:8443"), URI.create("wss://[::1]:9"));
    assertThat(config.link().token()).isEqualTo("c2VjcmV0");
    assertThat(config.places().root()).isEqualTo("/n/w1");
    assertThat(config.places().state()).isEqualTo(Path.of("/n/w1/var/lib/muster"));
    assertThat(config.sharedStore()).contains(Path.of("/store"));
    assertThat(config.measured())
        .isEqualTo(
            new AgentConfig.Measured(
                Optional.of("b1"),
                Optional.of("w1"),
                Optional.of("127.23.5.2"),
                "process",
                Optional.of(1024L),
                Optional.of(2),
                List.of("/n/w1/mnt", "/n/w1/mnt2"),
                3,
                "small",
                "203.0.113.7"));
  }

  @Test
  void allMistakesAreReportedAtOnce() {
    String wrong =
        """
        {"coordinators": ["http://x", "wss://ok:1"], "caPin": "md5/x", "cluster": "De mo",
         "launch": "l1", "root": "relative", "state": "here", "isolation": "vm",
         "memoryMb": "much", "cores": 0, "portOffset": -1}
        """;

    assertThatThrownBy(() -> AgentConfig.parse(wrong))
        .isInstanceOf(MusterException.class)
        .hasMessageContaining("coordinators has 'http://x'")
        .hasMessageContaining("caPin is 'md5/x'")
        .hasMessageContaining("cluster is 'De mo'")
        .hasMessageContaining("token is missing")
        .hasMessageContaining("root is 'relative'")
        .hasMessageContaining("state is 'here'")
        .hasMessageContaining("isolation is 'vm'")
        .hasMessageContaining("memoryMb is \"much\"")
        .hasMessageContaining("cores is 0")
        .hasMessageContaining("portOffset is -1");
  }

  @Test
  void aMachineThatNobodyNamedIsLeftToNameItself() {
    AgentConfig config = AgentConfig.parse(LEAST.replace("\"instance\": \"i-1\", ", ""));

    assertThat(config.link().instance()).isEmpty();
    assertThat(config.link().named("machine-1").instance()).isEqualTo("machine-1");
  }

  @Test
  void aTornFileIsSaidWithItsLine() {
    assertThatThrownBy(() -> AgentConfig.parse("{\n\"cluster\": "))
        .isInstanceOf(MusterException.class)
        .hasMessageContaining("line 2");
    assertThatThrownBy(() -> AgentConfig.parse("[]"))
        .isInstanceOf(MusterException.class)
        .hasMessageContaining("no JSON object");
  }

  @Test
  void theTokenIsNotShown() {
    assertThat(AgentConfig.parse(LEAST).toString()).doesNotContain("c2VjcmV0");
  }
}
