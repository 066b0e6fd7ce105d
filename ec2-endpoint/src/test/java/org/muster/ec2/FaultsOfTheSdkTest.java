package org.muster.ec2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.muster.ec2.Refusals.assertRefused;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.muster.ec2.books.Pace;
import org.muster.ec2.query.Ec2Refusal;
import software.amazon.awssdk.services.ec2.Ec2AsyncClient;
import software.amazon.awssdk.services.ec2.model.InstanceType;
import software.amazon.awssdk.services.ec2.model.RunInstancesResponse;

/** What the SDK makes of what goes wrong. */
final class FaultsOfTheSdkTest {
  private final Scene scene = new Scene(Pace.immediate());
  private final Ec2AsyncClient sdk = scene.sdk();

  private CompletableFuture<RunInstancesResponse> run(String token) {
    return sdk.runInstances(
        r ->
            r.imageId(Scene.IMAGE)
                .instanceType(InstanceType.M6_I_LARGE)
                .clientToken(token)
                .minCount(1)
                .maxCount(1));
  }

  @Test
  void aLostAnswerIsAskedForAgainAndTheWorkIsDoneOnce() {
    scene.faults().calls("RunInstances").times(1).answerLost();

    run("once").join();

    assertThat(words()).startsWith(Ec2Endpoint.LOST).endsWith("");
    assertThat(scene.region.living()).hasSize(1);
  }

  @Test
  void whatWasUnheardIsDoneByTheNextTry() {
    scene.faults().calls().times(2).unheard();

    run("once").join();

    assertThat(words()).startsWith(Ec2Endpoint.LOST, Ec2Endpoint.LOST).endsWith("");
    assertThat(scene.region.living()).hasSize(1);
  }

  @Test
  void aRuleIsForSomeCallsAlone() {
    scene
        .faults()
        .calls("RunInstances")
        .with("ClientToken", "forbidden")
        .refused(Ec2Refusal::noRight);

    assertRefused(() -> run("forbidden").join(), 403, "UnauthorizedOperation");
    run("allowed").join();

    assertThat(scene.region.living()).hasSize(1);
  }

  private List<String> words() {
    return scene.served().answered().stream().map(Ec2Endpoint.Answered::word).toList();
  }
}
