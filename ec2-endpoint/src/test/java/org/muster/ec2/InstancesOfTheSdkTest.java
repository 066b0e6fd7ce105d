package org.muster.ec2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.muster.ec2.Refusals.assertRefused;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.muster.ec2.books.Pace;
import software.amazon.awssdk.services.ec2.Ec2AsyncClient;
import software.amazon.awssdk.services.ec2.model.DescribeInstancesResponse;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceType;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.RunInstancesRequest;
import software.amazon.awssdk.services.ec2.model.RunInstancesResponse;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.TagSpecification;

/** What the SDK sees of instances. */
final class InstancesOfTheSdkTest {
  private static final Pace PACE = Pace.usual();

  private final Scene scene = new Scene(PACE);
  private final Ec2AsyncClient sdk = scene.sdk();

  private static RunInstancesRequest.Builder wish(int count) {
    return RunInstancesRequest.builder()
        .imageId(Scene.IMAGE)
        .instanceType(InstanceType.M6_I_LARGE)
        .minCount(count)
        .maxCount(count)
        .userData(Base64.getEncoder().encodeToString("#!".getBytes(StandardCharsets.UTF_8)))
        .tagSpecifications(
            TagSpecification.builder()
                .resourceType(ResourceType.INSTANCE)
                .tags(Tag.builder().key("Name").value("a & <b>").build())
                .build());
  }

  private List<Instance> shown() {
    return sdk.describeInstances().join().reservations().stream()
        .flatMap(each -> each.instances().stream())
        .toList();
  }

  @Test
  void whatIsStartedIsPendingThenRunningAndEndsSlowly() {
    RunInstancesResponse started = sdk.runInstances(wish(1).build()).join();
    String id = started.instances().get(0).instanceId();

    assertThat(id).matches("i-[0-9a-f]{17}");
    assertThat(started.ownerId()).isEqualTo(Scene.ACCOUNT);
    assertThat(started.instances().get(0).state().nameAsString()).isEqualTo("pending");
    assertThat(shown()).as("descriptions lag behind").isEmpty();

    scene.pass(PACE.descriptions());
    assertThat(shown()).singleElement().extracting(Instance::instanceId).isEqualTo(id);
    assertThat(shown().get(0).tags().get(0).value()).isEqualTo("a & <b>");
    assertThat(shown().get(0).placement().availabilityZone()).isEqualTo("eu-test-1a");
    scene.pass(PACE.pending());
    assertThat(shown().get(0).state().nameAsString()).isEqualTo("running");

    sdk.terminateInstances(r -> r.instanceIds(id)).join();
    assertThat(shown().get(0).state().nameAsString()).isEqualTo("running");
    scene.pass(PACE.descriptions());
    assertThat(shown().get(0).state().nameAsString()).isEqualTo("shutting-down");
    scene.pass(PACE.ending());
    assertThat(shown().get(0).state().nameAsString()).isEqualTo("terminated");
    assertThat(shown().get(0).privateIpAddress()).isNull();
    scene.pass(PACE.remembered());
    assertThat(shown()).isEmpty();
  }

  @Test
  void theSameTokenHasTheSameAnswerAndBelongsToOneWish() {
    RunInstancesRequest wish = wish(2).clientToken("once").build();

    List<String> first = ids(sdk.runInstances(wish).join());

    assertThat(ids(sdk.runInstances(wish).join())).isEqualTo(first);
    assertThat(scene.region.living()).hasSize(2);
    assertRefused(
        () -> sdk.runInstances(wish(3).clientToken("once").build()).join(),
        400,
        "IdempotentParameterMismatch");
  }

  private static List<String> ids(RunInstancesResponse answer) {
    return answer.instances().stream().map(Instance::instanceId).toList();
  }

  @Test
  void longAnswersComeInPages() {
    List<String> made = ids(sdk.runInstances(wish(12).build()).join());
    scene.pass(PACE.descriptions());

    List<String> seen = new ArrayList<>();
    List<Integer> sizes = new ArrayList<>();
    String next = null;
    do {
      String from = next;
      DescribeInstancesResponse page =
          sdk.describeInstances(r -> r.maxResults(5).nextToken(from)).join();
      List<Instance> some =
          page.reservations().stream().flatMap(each -> each.instances().stream()).toList();
      sizes.add(some.size());
      some.forEach(each -> seen.add(each.instanceId()));
      next = page.nextToken();
    } while (next != null);

    assertThat(sizes).containsExactly(5, 5, 2);
    assertThat(seen).isEqualTo(made);
  }

  @Test
  void filtersAllCountAndTakeStars() {
    sdk.runInstances(wish(1).build()).join();
    scene.pass(PACE.descriptions());

    assertThat(seenWith("tag:Name", "a*")).isOne();
    assertThat(seenWith("tag:Name", "b", "a & <b>")).isOne();
    assertThat(seenWith("tag:Name", "b")).isZero();
    assertThat(seenWith("tag:name", "*")).isZero();
    assertThat(seenWith("instance-state-name", "pending")).isOne();
    assertRefused(() -> seenWith("colour", "green"), 400, "InvalidParameterValue");
  }

  private int seenWith(String name, String... values) {
    Filter filter = Filter.builder().name(name).values(values).build();
    return sdk.describeInstances(r -> r.filters(filter)).join().reservations().size();
  }

  @Test
  void whatIsNotThereIsNamed() {
    String nobody = "i-00000000000000000";

    assertRefused(
        () -> sdk.describeInstances(r -> r.instanceIds(nobody)).join(),
        400,
        "InvalidInstanceID.NotFound");
    assertRefused(
        () -> sdk.terminateInstances(r -> r.instanceIds(nobody)).join(),
        400,
        "InvalidInstanceID.NotFound");
    assertRefused(
        () -> sdk.terminateInstances(r -> r.instanceIds("nobody")).join(),
        400,
        "InvalidInstanceID.Malformed");
    assertRefused(
        () -> sdk.runInstances(wish(1).imageId("ami-0").build()).join(),
        400,
        "InvalidAMIID.NotFound");
    assertRefused(
        () -> sdk.runInstances(wish(1).subnetId("subnet-0x").build()).join(),
        400,
        "InvalidSubnetID.NotFound");
  }

  @Test
  void aDryRunDoesNothing() {
    assertRefused(
        () -> sdk.runInstances(wish(1).dryRun(true).build()).join(), 412, "DryRunOperation");

    assertThat(scene.region.instances()).isEmpty();
  }

  @Test
  void aMachineThatDoesNotBootIsAnInstanceThatEnds() {
    Scene broken =
        new Scene(
            Pace.immediate(), new FailingMachines(new IllegalStateException("there is no room")));
    sdk.runInstances(wish(1).build()).join();
    broken.pass(Duration.ofSeconds(1));

    Instance instance = shown().get(0);
    assertThat(instance.state().nameAsString()).isEqualTo("terminated");
    assertThat(instance.stateTransitionReason()).contains("Server.InternalError");
  }
}
