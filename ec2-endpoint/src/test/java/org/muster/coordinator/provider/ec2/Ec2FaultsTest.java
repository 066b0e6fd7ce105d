package org.muster.coordinator.provider.ec2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.muster.ec2.books.InstanceEntry;
import org.muster.ec2.books.Pace;
import org.muster.ec2.fault.FaultPlan;
import org.muster.ec2.query.Ec2Refusal;
import org.muster.error.ErrorCode;
import org.muster.error.MusterException;
import org.muster.protocol.NodeId;

/** A cluster is launched, stopped, started and destroyed while calls fail and answers are lost. */
final class Ec2FaultsTest {
  private final ProviderScene scene = new ProviderScene(Pace.usual());

  private void liveThrough() {
    Map<NodeId, String> launched = again(() -> scene.provider().launch(scene.order(3)));
    List<String> ids = ProviderScene.ids(launched);
    assertThat(scene.region().instances()).extracting(InstanceEntry::id).hasSize(4).isEqualTo(ids);

    again(() -> scene.provider().stop(scene.life(), ids));
    again(() -> scene.provider().start(scene.life(), ids));
    assertThat(scene.living()).isEqualTo(ids);

    again(() -> scene.destroy(scene.provider(), scene.life(), ids));
    assertNothingIsLeft();
  }

  private static void again(Runnable call) {
    assertThat(
            again(
                () -> {
                  call.run();
                  return true;
                }))
        .isTrue();
  }

  /** As the coordinator does: what may pass is tried again as a whole. */
  private static <T> T again(Supplier<T> call) {
    for (int i = 1; ; i++) {
      try {
        return call.get();
      } catch (MusterException e) {
        if (!e.code().isRetryable() || i == 3) {
          throw e;
        }
      }
    }
  }

  private void assertNothingIsLeft() {
    assertThat(scene.living()).isEmpty();
    assertThat(scene.groups()).isEmpty();
  }

  @Test
  void withoutFaultsFewCallsAreMade() {
    liveThrough();

    assertThat(scene.answered()).hasSizeLessThan(40);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "AuthorizeSecurityGroupIngress",
        "CreateSecurityGroup",
        "DeleteSecurityGroup",
        "DescribeInstances",
        "DescribeSecurityGroups",
        "RunInstances",
        "StartInstances",
        "StopInstances",
        "TerminateInstances"
      })
  void eachFirstAnswerMayBeLost(String action) {
    scene.faults().calls(action).times(1).answerLost();

    liveThrough();

    assertThat(scene.answered()).extracting(each -> each.word()).contains("lost");
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void oneCallInThreeMayBeRefusedForTooManyCalls(long seed) {
    FaultPlan plan = new FaultPlan(seed).calls().oneIn(3).refused(Ec2Refusal::tooManyCalls);
    scene.faults().calls().heldBefore(plan::before);

    liveThrough();

    assertThat(scene.answered()).hasSizeLessThan(90);
    assertThat(scene.answered()).extracting(each -> each.word()).contains("RequestLimitExceeded");
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void oneCallInThreeMayFailInAnyWay(long seed) {
    FaultPlan plan =
        new FaultPlan(seed)
            .calls()
            .oneIn(9)
            .refused(Ec2Refusal::internal)
            .calls()
            .oneIn(9)
            .unheard()
            .calls()
            .oneIn(9)
            .answerLost();
    scene.faults().calls().heldBefore(plan::before).calls().heldAfter(plan::after);

    liveThrough();

    assertThat(scene.answered()).hasSizeLessThan(90);
  }

  @Test
  void whatEc2NeverAnswersIsTriedAgainAsAWholeAndMadeOnce() {
    scene.faults().calls("RunInstances").answerLost();

    assertThatThrownBy(() -> scene.provider().launch(scene.order(1)))
        .isInstanceOfSatisfying(
            MusterException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.PROVIDER_FAILED);
              assertThat(e.code().isRetryable()).isTrue();
            });
    assertThat(scene.calls("RunInstances")).isEqualTo(8);
    scene.faults().end();
    Map<NodeId, String> launched = scene.restarted().launch(scene.order(1));

    assertThat(scene.living()).hasSize(2).containsExactlyElementsOf(launched.values());
  }

  @Test
  void whatIsThrottledForEverEndsWithAWordAboutIt() {
    scene.faults().calls("RunInstances").refused(Ec2Refusal::tooManyCalls);

    assertThatThrownBy(() -> scene.provider().launch(scene.order(1)))
        .hasMessageContaining("RequestLimitExceeded")
        .hasMessageContaining("it is tried again");
    assertThat(scene.calls("RunInstances")).isEqualTo(8);
  }
}
