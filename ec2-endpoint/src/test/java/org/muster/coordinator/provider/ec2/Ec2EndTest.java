package org.muster.coordinator.provider.ec2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.muster.coordinator.provider.Incarnation;
import org.muster.coordinator.provider.Orders;
import org.muster.ec2.books.InstanceEntry;
import org.muster.ec2.books.InstanceState;
import org.muster.ec2.books.Pace;
import org.muster.protocol.NodeId;

/** How instances end: all that are meant, and nobody else's. */
final class Ec2EndTest {
  private final ProviderScene scene = new ProviderScene(Pace.usual());

  private List<String> launched(int workers, String... settings) {
    return ProviderScene.ids(scene.provider().launch(scene.order(workers, settings)));
  }

  @Test
  void anInstanceThatDescriptionsDontShowYetIsEnded() {
    List<String> ids = launched(1);

    scene.provider().terminate(scene.life(), ids);

    assertThat(scene.living()).isEmpty();
  }

  @Test
  void norDoesItMatterThatEc2ItselfDoesNotKnowItYet() {
    ProviderScene slow =
        new ProviderScene(
            Pace.usual()
                .withDescriptions(Duration.ofSeconds(4))
                .withKnowledge(Duration.ofSeconds(2)));
    List<String> ids = ProviderScene.ids(slow.provider().launch(slow.order(1)));

    slow.provider().terminate(slow.life(), ids);

    assertThat(slow.living()).isEmpty();
  }

  @Test
  void anInstanceThatDescriptionsDontShowYetIsStoppedAndStarted() {
    List<String> ids = launched(1);

    scene.provider().stop(scene.life(), ids);
    assertThat(states()).containsOnly(InstanceState.STOPPED);

    scene.provider().start(scene.life(), ids);
    assertThat(states()).doesNotContain(InstanceState.STOPPED, InstanceState.STOPPING);
  }

  private List<InstanceState> states() {
    return scene.region().instances().stream()
        .map(each -> each.stateAt(scene.scene().now()))
        .toList();
  }

  @Test
  void whatIsLongGoneHoldsNobodyUp() {
    List<String> ids = launched(1);
    scene.scene().pass(Duration.ofMinutes(1));
    scene.provider().terminate(scene.life(), ids);
    scene.scene().pass(Duration.ofHours(2));
    List<String> some = launched(0);

    Instant before = scene.scene().now();
    scene.provider().terminate(scene.life(), ids);
    scene.provider().stop(scene.life(), ids);
    scene.provider().start(scene.life(), ids);

    assertThat(Duration.between(before, scene.scene().now())).isLessThan(Duration.ofMinutes(1));
    assertThat(some).hasSize(1);
  }

  @Test
  void instancesOfSomebodyElseAreLeftAlone() {
    Map<NodeId, String> theirs = scene.stranger().launch(scene.order(1));
    scene.scene().pass(Duration.ofMinutes(1));
    List<String> ids = ProviderScene.ids(theirs);
    List<String> before = scene.living();

    scene.provider().stop(scene.life(), ids);
    scene.provider().terminate(scene.life(), ids);
    scene.provider().terminate(anotherLife(), ids);

    assertThat(scene.living()).isEqualTo(before).isEqualTo(ids);
    assertThat(states()).containsOnly(InstanceState.RUNNING);
    assertThat(scene.calls("TerminateInstances") + scene.calls("StopInstances")).isZero();
  }

  private Incarnation anotherLife() {
    return Orders.launch(2, "l1", 0, scene.settings()).life();
  }

  @Test
  void destroyingMayBeRepeatedAndLeavesNothing() {
    List<String> ids = launched(2);

    scene.destroy(scene.provider(), scene.life(), ids);
    scene.destroy(scene.restarted(), scene.life(), ids);

    assertThat(scene.living()).isEmpty();
    assertThat(scene.groups()).isEmpty();
  }

  @Test
  void destroyingFindsWhatNobodyHasHeardOf() {
    assertThat(launched(2)).hasSize(3);

    scene.destroy(scene.restarted(), scene.life(), List.of());

    assertThat(scene.living()).isEmpty();
    assertThat(scene.groups()).isEmpty();
  }

  @Test
  void alsoWhereTheGroupsAreTheUsersAndHoldNothingUp() {
    String group;
    synchronized (scene.region()) {
      group = scene.region().groups().make("mine", "mine", scene.region().network(), Map.of()).id();
    }
    scene.scene().pass(Duration.ofMinutes(1));
    Incarnation life = scene.order(2, "security_groups", group).life();
    assertThat(launched(2, "security_groups", group)).hasSize(3);

    scene.destroy(scene.restarted(), life, List.of());

    assertThat(scene.living()).isEmpty();
    assertThat(scene.groups()).containsExactly("mine");
  }

  @Test
  void spotInstancesAreNotStoppedButEnded() {
    List<String> ids =
        ProviderScene.ids(
            scene.provider().launch(Spoken.order(scene.order(1), Map.of("spot", "true"))));
    scene.scene().pass(Duration.ofMinutes(1));

    assertThatThrownBy(() -> scene.provider().stop(scene.life(), ids))
        .hasMessageContaining("one-time spot instances");
    scene.provider().terminate(scene.life(), ids);

    assertThat(scene.region().instances())
        .extracting(InstanceEntry::id)
        .containsExactlyElementsOf(ids);
    assertThat(scene.living()).isEmpty();
  }
}
