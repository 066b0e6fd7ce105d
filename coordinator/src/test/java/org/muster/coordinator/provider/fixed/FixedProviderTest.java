package org.muster.coordinator.provider.fixed;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.muster.coordinator.core.spec.GroupSpec;
import org.muster.coordinator.provider.Orders;
import org.muster.coordinator.provider.Provider;
import org.muster.coordinator.provider.ProviderContract;
import org.muster.protocol.Role;

final class FixedProviderTest extends ProviderContract {
  @TempDir private Path home;
  private FixedProvider provider;

  @BeforeEach
  void create() {
    provider = new FixedProvider(home);
  }

  @Override
  protected Provider provider() {
    return provider;
  }

  @Test
  void noInstanceIsKnownBeforeItComes() {
    assertThat(provider.launch(Orders.launch(1, "l1", 1)).values()).containsOnly("");
  }

  @Test
  void theJoinDataIsAnAgentsConfigurationForItsOwnerAlone() throws IOException {
    provider.launch(Orders.launch(1, "l1", 1));

    Path file = home.resolve("clusters/demo/join.json");
    JsonNode config = JsonMapper.builder().build().readTree(file.toFile());
    assertThat(Files.getPosixFilePermissions(file))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    assertThat(config.path("coordinators").path(0).asText()).isEqualTo("wss://127.0.0.1:1");
    assertThat(config.path("cluster").asText()).isEqualTo("demo");
    assertThat(config.path("launch").asText()).isEqualTo("l1");
    assertThat(config.path("token").asText()).isEqualTo(Orders.TOKEN);
    assertThat(config.path("caPin").asText()).startsWith("sha256/");
    assertThat(config.path("state").asText()).isEqualTo("/var/lib/muster");
    assertThat(config.has("address")).isFalse();
  }

  @Test
  void nothingIsLeftOfAForgottenCluster() throws IOException {
    provider.launch(Orders.launch(1, "l1", 1));

    provider.forget(Orders.life(1));

    assertThat(home.resolve("clusters")).isEmptyDirectory();
  }

  @Test
  void theOneSettingIsThatTheMachineBecomesAnImage() {
    GroupSpec master = Orders.group(Role.MASTER, 1, "any");

    assertThat(provider.check(Orders.spec(Map.of("builds_image", "true"), master))).isEmpty();
    assertThat(provider.check(Orders.spec(Map.of("region", "here"), master)))
        .singleElement()
        .asString()
        .contains("'region'");
    assertThat(provider.check(Orders.spec(Map.of("builds_image", "yes"), master)))
        .singleElement()
        .asString()
        .contains("'yes'", "true or false");
    GroupSpec workers = Orders.group(Role.WORKER, 2, "any");
    assertThat(provider.check(Orders.spec(Map.of("builds_image", "true"), master, workers)))
        .singleElement()
        .asString()
        .contains("one master only");
  }
}
