package org.muster.coordinator.provider.ec2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.muster.coordinator.core.membership.InstanceRecord;
import org.muster.coordinator.provider.JoinData;
import org.muster.coordinator.provider.LaunchOrder;
import org.muster.coordinator.provider.Orders;
import org.muster.ec2.Scene;
import org.muster.ec2.books.GroupEntry;
import org.muster.ec2.books.InstanceEntry;
import org.muster.ec2.books.Pace;
import org.muster.ec2.query.Ec2Refusal;
import org.muster.error.ErrorCode;
import org.muster.error.MusterException;
import org.muster.protocol.NodeId;

/** What launches make of an EC2 that is slow, full, or says no. */
final class Ec2LaunchTest {
  private final ProviderScene scene = new ProviderScene(Pace.usual());

  @Test
  void instancesAreMarkedAndInAGroupOfTheirOwn() {
    Map<NodeId, String> launched = scene.provider().launch(scene.order(2));

    List<InstanceEntry> made = scene.region().instances();
    assertThat(launched.values()).containsExactlyElementsOf(scene.living()).hasSize(3);
    assertThat(made).extracting(each -> each.tags().get("muster:role")).contains("master");
    assertThat(made.get(0).wish().userData()).contains("# muster-agent: {");
    assertThat(made.get(0).wish().other())
        .containsEntry("MetadataOptions.HttpTokens", "required")
        .containsEntry("MetadataOptions.InstanceMetadataTags", "enabled");
    GroupEntry group = made.get(0).wish().groups().get(0);
    assertThat(group.inbound())
        .singleElement()
        .satisfies(rule -> assertThat(rule.source()).isEqualTo(group.id()));
  }

  @Test
  void nobodyWaitsForAnInstanceToRun() {
    scene.provider().launch(scene.order(2));

    assertThat(scene.region().instances())
        .allSatisfy(
            each ->
                assertThat(Duration.between(each.madeAt(), scene.scene().now()))
                    .isLessThan(Duration.ofSeconds(1)));
  }

  @Test
  void theSameLaunchFindsItsInstancesWhetherTheyAreShownOrNot() {
    Map<NodeId, String> first = scene.provider().launch(scene.order(2));

    assertThat(scene.restarted().launch(scene.order(2))).as("not shown yet").isEqualTo(first);
    scene.scene().pass(Duration.ofMinutes(1));
    assertThat(scene.restarted().launch(scene.order(2))).as("shown").isEqualTo(first);
    scene.provider().terminate(scene.life(), List.of(first.get(Orders.WORKER)));
    assertThat(scene.restarted().launch(scene.order(2))).as("in part ended").isEqualTo(first);
    assertThat(scene.region().instances()).hasSize(3);
  }

  @Test
  void theSameLaunchFromAnotherAddressAdoptsWhatItMade() {
    LaunchOrder order = scene.order(1);
    Map<NodeId, String> first = scene.provider().launch(order);
    LaunchOrder moved =
        new LaunchOrder(
            order.cluster(),
            order.incarnation(),
            order.launch(),
            order.provider(),
            order.nodes(),
            new JoinData(
                List.of(URI.create("wss://127.0.0.1:2")),
                order.join().caPin(),
                order.join().token()));

    assertThat(scene.restarted().launch(moved)).isEqualTo(first);
    assertThat(scene.living()).hasSize(2);
  }

  @Test
  void whereThereIsNoRoomTheNextSubnetIsTriedAndThenTheNextType() {
    scene.region().addSubnet("subnet-0x", "vpc-0mine", "a", "10.1", false);
    scene.region().addSubnet("subnet-0y", "vpc-0mine", "b", "10.2", false);
    scene
        .faults()
        .calls("RunInstances")
        .with("InstanceType", "m6i.large")
        .refused(() -> Ec2Refusal.noRoom("m6i.large", "a zone"))
        .calls("RunInstances")
        .with("SubnetId", "subnet-0x")
        .refused(() -> Ec2Refusal.noRoom("any", "a zone"));

    scene.provider().launch(scene.order(1, "subnets", "subnet-0x,subnet-0y", "types", "m6a.large"));

    assertThat(scene.region().instances())
        .extracting(each -> each.wish().type() + " in " + each.wish().subnet().id())
        .containsExactly("m6i.xlarge in subnet-0y", "m6a.large in subnet-0y");
  }

  @Test
  void whereThereIsNoRoomAtAllNothingIsLeftRunning() {
    scene
        .faults()
        .calls("RunInstances")
        .with("InstanceType", "m6i.large")
        .refused(() -> Ec2Refusal.noRoom("m6i.large", "a zone"));

    assertThatThrownBy(() -> scene.provider().launch(scene.order(2)))
        .isInstanceOfSatisfying(
            MusterException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.ENVIRONMENT))
        .hasMessageContaining("InsufficientInstanceCapacity")
        .hasMessageContaining("tried for 2 worker: m6i.large");
    assertThat(scene.region().instances()).as("the master had been started").hasSize(1);
    assertThat(scene.living()).isEmpty();
  }

  @Test
  void aQuotaOrARightThatIsMissingEndsTheLaunchWithoutRetries() {
    scene.faults().calls("RunInstances").times(1).refused(Ec2Refusal::overQuota);

    assertThatThrownBy(() -> scene.provider().launch(scene.order(2))).hasMessageContaining("quota");
    scene.faults().calls("RunInstances").times(1).refused(Ec2Refusal::noRight);
    assertThatThrownBy(() -> scene.provider().launch(scene.order(2)))
        .hasMessageContaining("lack the right ec2:RunInstances");

    assertThat(scene.calls("RunInstances")).isEqualTo(2);
    assertThat(scene.living()).isEmpty();
  }

  @Test
  void wrongCredentialsAreNamedAndRightOnesWork() {
    scene.scene().served().trust("AKIDEXAMPLE", "another secret");

    assertThatThrownBy(() -> scene.provider().launch(scene.order(0)))
        .hasMessageContaining("AuthFailure")
        .hasMessageContaining("credentials are wrong or have expired");
    scene.scene().served().trust("AKIDEXAMPLE", "secret");

    assertThat(scene.provider().launch(scene.order(0))).hasSize(1);
  }

  @Test
  void sixHundredAreSeenOnTheirPages() {
    scene.provider().launch(scene.order(600));
    scene.scene().pass(Duration.ofMinutes(1));

    assertThat(scene.provider().list(scene.life())).hasSize(601);
    assertThat(scene.restarted().launch(scene.order(600))).hasSize(601);
    assertThat(scene.living()).hasSize(601);
  }

  @Test
  void anImageIsFoundByNameAndByParameter() {
    scene.region().addImageParameter("/muster/image", Scene.IMAGE);
    Map<String, String> byName = new TreeMap<>(scene.settings("image", "muster-al2023"));
    Map<String, String> byParameter = new TreeMap<>(scene.settings("image", "ssm:/muster/image"));

    scene.provider().launch(Orders.launch(1, "l1", 0, byName));
    scene.provider().launch(Orders.launch(1, "l2", 0, byParameter));

    assertThat(scene.region().instances())
        .hasSize(2)
        .allSatisfy(each -> assertThat(each.wish().image().id()).isEqualTo(Scene.IMAGE));
  }

  @Test
  void volumesSpotAndPlacementArriveAsTheyWereAskedFor() {
    LaunchOrder order =
        Spoken.order(
            scene.order(1, "tags.team", "data", "zone", "eu-test-1b", "tenancy", "dedicated"),
            Map.of("spot", "true", "volumes.1.size", "10"));

    scene.provider().launch(order);

    InstanceEntry worker = scene.region().instances().get(1);
    assertThat(worker.wish().isSpot()).isTrue();
    assertThat(worker.wish().subnet().zone()).isEqualTo("eu-test-1b");
    assertThat(worker.wish().other()).containsEntry("Placement.Tenancy", "dedicated");
    assertThat(worker.volumes())
        .allSatisfy(volume -> assertThat(volume.tags()).containsKey("muster:cluster"));
  }

  @Test
  void ofAJoiningInstanceEc2SaysWhatItIs() {
    Map<NodeId, String> launched = scene.provider().launch(scene.order(0));
    String id = launched.get(Orders.MASTER);

    assertThat(scene.provider().witness(scene.life(), id)).as("not shown yet").isEmpty();
    scene.scene().pass(Duration.ofMinutes(1));
    Optional<InstanceRecord> seen = scene.provider().witness(scene.life(), id);

    assertThat(seen)
        .contains(
            new InstanceRecord(id, Scene.ACCOUNT, Scene.REGION, Scene.IMAGE, true, "running"));
  }
}
