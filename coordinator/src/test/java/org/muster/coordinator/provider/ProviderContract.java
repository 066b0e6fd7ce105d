package org.muster.coordinator.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.muster.coordinator.provider.Orders.MASTER;
import static org.muster.coordinator.provider.Orders.WORKER;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.muster.protocol.NodeId;
import org.muster.protocol.Role;

/** What every provider promises. */
public abstract class ProviderContract {
  /** A provider that has made nothing yet. */
  protected abstract Provider provider();

  /** What its spec has to say in any case. */
  protected Map<String, String> settings() {
    return Map.of();
  }

  private Map<String, String> with(String name, String value) {
    Map<String, String> all = new TreeMap<>(settings());
    all.put(name, value);
    return all;
  }

  protected final LaunchOrder order(long incarnation, String launch, int workers) {
    return Orders.launch(incarnation, launch, workers, settings());
  }

  protected final Incarnation life(long incarnation) {
    return order(incarnation, "any", 0).life();
  }

  @Test
  void everyNodeOfALaunchIsAnswered() {
    Map<NodeId, String> instances = provider().launch(order(1, "l1", 1));

    assertThat(instances).containsOnlyKeys(MASTER, WORKER);
  }

  @Test
  void theSameLaunchAgainHasTheSameAnswer() {
    Map<NodeId, String> first = provider().launch(order(1, "l1", 1));

    assertThat(provider().launch(order(1, "l1", 1))).isEqualTo(first);
  }

  @Test
  void instancesThatAreKnownDiffer() {
    Map<NodeId, String> instances = provider().launch(order(1, "l1", 3));

    assertThat(instances.values().stream().filter(each -> !each.isEmpty())).doesNotHaveDuplicates();
  }

  @Test
  void whatIsTerminatedIsListedNoLonger() {
    List<String> instances = instances(provider().launch(order(1, "l1", 1)));

    provider().terminate(life(1), instances);
    provider().terminate(life(1), instances);

    assertThat(provider().list(life(1))).isEmpty();
  }

  @Test
  void anInstanceThatNeverWasIsTerminatedWithoutAWord() {
    provider().terminate(life(1), List.of("never-was"));

    assertThat(provider().list(life(1))).isEmpty();
  }

  @Test
  void stopAndStartMayBeRepeated() {
    List<String> instances = instances(provider().launch(order(1, "l1", 1)));
    List<InstanceState> before = provider().list(life(1));

    provider().stop(life(1), instances);
    provider().stop(life(1), instances);
    provider().start(life(1), instances);
    provider().start(life(1), instances);

    assertThat(provider().list(life(1))).containsExactlyInAnyOrderElementsOf(before);
  }

  @Test
  void anotherLifeOfTheClusterIsListedByItself() {
    Map<NodeId, String> first = provider().launch(order(1, "l1", 1));
    provider().terminate(life(1), instances(first));
    provider().forget(life(1));

    Map<NodeId, String> second = provider().launch(order(2, "l1", 1));

    assertThat(provider().list(life(1))).isEmpty();
    assertThat(provider().list(life(2)))
        .extracting(InstanceState::instance)
        .isSubsetOf(second.values())
        .doesNotContainAnyElementsOf(first.values());
  }

  @Test
  void aClusterMayBeForgottenTwice() {
    provider().terminate(life(1), instances(provider().launch(order(1, "l1", 1))));

    provider().forget(life(1));
    provider().forget(life(1));

    assertThat(provider().list(life(1))).isEmpty();
  }

  @Test
  void aPlainSpecHasNoMistakes() {
    assertThat(
            provider()
                .check(
                    Orders.spec(
                        settings(),
                        Orders.group(Role.MASTER, 1, "small"),
                        Orders.group(Role.WORKER, 2, "small"))))
        .isEmpty();
  }

  @Test
  void aSettingThatNobodyKnowsIsNamed() {
    assertThat(
            provider()
                .check(Orders.spec(with("colour", "green"), Orders.group(Role.MASTER, 1, "small"))))
        .singleElement()
        .asString()
        .contains("'colour'");
  }

  /** The instances that are known. */
  protected static List<String> instances(Map<NodeId, String> launched) {
    return launched.values().stream().filter(each -> !each.isEmpty()).toList();
  }
}
