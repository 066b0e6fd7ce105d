package org.muster.coordinator.provider.ec2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.muster.coordinator.provider.LaunchOrder;
import org.muster.coordinator.provider.Orders;
import org.muster.error.MusterException;

final class JoinTextTest {
  private static final LaunchOrder ORDER = Spoken.order(1, Map.of());

  @Test
  void anAgentIsToldInOneLine() throws IOException {
    List<String> lines = JoinText.of(ORDER, "").lines().toList();

    assertThat(lines).hasSize(2).first().isEqualTo("#cloud-config");
    JsonNode told = JsonMapper.builder().build().readTree(lines.get(1).substring(15));
    assertThat(lines.get(1)).startsWith("# muster-agent: {");
    assertThat(told.path("token").asText()).isEqualTo(Orders.TOKEN);
    assertThat(told.path("launch").asText()).isEqualTo("l1");
    assertThat(told.path("isolation").asText()).isEqualTo("machine");
    assertThat(told.path("state").asText()).isEqualTo("/var/lib/muster");
    assertThat(told.path("showsIdentity").booleanValue())
        .isEqualTo(ORDER.provider().asksForIdentity());
    assertThat(told.path("closesMetadata").booleanValue()).isTrue();
  }

  @Test
  void theMetadataServiceIsLeftOpenOnDemand() throws IOException {
    LaunchOrder open = Spoken.order(1, Map.of("metadata", "all"));

    assertThat(JoinText.of(open, "")).contains("\"closesMetadata\":false");
  }

  @Test
  void whatTheUserWantsToRunKeepsItsFirstLine() {
    List<String> lines = JoinText.of(ORDER, "#!/bin/bash\necho one\necho two\n").lines().toList();

    assertThat(lines).hasSize(4);
    assertThat(lines.get(0)).isEqualTo("#!/bin/bash");
    assertThat(lines.get(1)).startsWith(JoinText.MARK);
    assertThat(lines.subList(2, 4)).containsExactly("echo one", "echo two");
  }

  @Test
  void moreThanEc2TakesIsRefused() {
    assertThatThrownBy(() -> JoinText.encoded(ORDER, "#!/bin/bash\n" + "#".repeat(16_300)))
        .isInstanceOf(MusterException.class)
        .hasMessageContaining("user_data")
        .hasMessageContaining("16384");
  }

  @Test
  void nothingSaysTheTokenButTheTextItself() {
    assertThat(ORDER.toString()).doesNotContain(Orders.TOKEN);
  }
}
