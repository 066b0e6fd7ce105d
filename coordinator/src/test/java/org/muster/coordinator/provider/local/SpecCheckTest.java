package org.muster.coordinator.provider.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.muster.coordinator.provider.Orders.group;
import static org.muster.coordinator.provider.Orders.spec;

import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.muster.coordinator.core.spec.ClusterSpec;
import org.muster.coordinator.core.spec.GroupSpec;
import org.muster.protocol.Role;

final class SpecCheckTest {
  private static final GroupSpec MASTER = group(Role.MASTER, 1, "small");

  @ParameterizedTest
  @CsvSource({
    "small, 1024, 1",
    "medium, 2048, 1",
    "large, 4096, 2",
    "2G/1, 2048, 1",
    "768M/3, 768, 3"
  })
  void aTypeIsANameOrFigures(String type, long memoryMb, int cores) {
    assertThat(NodeSize.of(type)).isEqualTo(new NodeSize(memoryMb, cores));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "tiny", "2G", "0G/1", "2G/0", "2T/1", "-1G/1", "2G/1/1"})
  void otherWordsAreNoType(String type) {
    assertThat(NodeSize.find(type)).isEmpty();
  }

  @Test
  void aMisspeltTypeIsToldWithTheOneThatWasMeant() {
    assertThat(mistakes(spec(Map.of(), MASTER, group(Role.WORKER, 1, "smal"))))
        .singleElement()
        .asString()
        .contains("worker group", "'smal'", "did you mean 'small'?", "2G/1");
  }

  @Test
  void twoHundredNodesAreEnough() {
    assertThat(mistakes(spec(Map.of(), MASTER, group(Role.WORKER, 199, "small")))).isEmpty();
    assertThat(mistakes(spec(Map.of(), MASTER, group(Role.WORKER, 200, "small"))))
        .singleElement()
        .asString()
        .contains("201 nodes", "at most 200");
  }

  @Test
  void aNodeCannotBeLargerThanTheMachineButAllTogetherMay() {
    assertThat(mistakes(spec(Map.of(), MASTER, group(Role.WORKER, 100, "8G/1")))).isEmpty();
    assertThat(mistakes(spec(Map.of(), MASTER, group(Role.WORKER, 1, "9G/1"))))
        .singleElement()
        .asString()
        .contains("'9G/1'", "9216 MB", "8192 MB");
  }

  @Test
  void memoryThatIsNotKnownIsNoReasonToRefuse() {
    assertThat(
            new SpecCheck(OptionalLong.empty(), group -> List.of(), Set.of())
                .mistakes(spec(Map.of(), group(Role.MASTER, 1, "900G/1"))))
        .isEmpty();
  }

  @Test
  void aSettingOfAGroupIsNamed() {
    GroupSpec withVolumes =
        new GroupSpec(Role.WORKER, 1, "small", new TreeMap<>(Map.of("volumes.0.size", "5")));

    assertThat(mistakes(spec(Map.of(), MASTER, withVolumes)))
        .singleElement()
        .asString()
        .contains("'volumes.0.size'");
  }

  @Test
  void aStartDelayNamesANodeAndSeconds() {
    GroupSpec workers = group(Role.WORKER, 2, "small");

    assertThat(mistakes(spec(Map.of("start_delay.worker-2", "20"), MASTER, workers))).isEmpty();
    assertThat(mistakes(spec(Map.of("start_delay.worker-3", "20"), MASTER, workers)))
        .singleElement()
        .asString()
        .contains("'worker-3'", "did you mean");
    assertThat(mistakes(spec(Map.of("start_delay.worker-2", "soon"), MASTER, workers)))
        .singleElement()
        .asString()
        .contains("'soon'", "seconds");
    assertThat(mistakes(spec(Map.of("start_dely", "20"), MASTER, workers)))
        .singleElement()
        .asString()
        .contains("did you mean 'start_delay'?");
  }

  private static List<String> mistakes(ClusterSpec spec) {
    return new SpecCheck(OptionalLong.of(8192), ProcessNodes::settings, Set.of()).mistakes(spec);
  }
}
