package org.muster.ec2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.muster.ec2.Refusals.assertRefused;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.muster.ec2.books.InstanceState;
import org.muster.ec2.books.Pace;
import software.amazon.awssdk.services.ec2.Ec2AsyncClient;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceType;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.IpRange;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.UserIdGroupPair;

/** What the SDK sees of stopping, starting, tags, images, networks and security groups. */
final class LifeOfTheSdkTest {
  private static final Pace PACE = Pace.usual();

  private final Scene scene = new Scene(PACE);
  private final Ec2AsyncClient sdk = scene.sdk();

  private static Filter filter(String name, String value) {
    return Filter.builder().name(name).values(value).build();
  }

  private String started(String... groups) {
    String id =
        sdk.runInstances(
                r ->
                    r.imageId(Scene.IMAGE)
                        .instanceType(InstanceType.M6_I_LARGE)
                        .securityGroupIds(groups)
                        .minCount(1)
                        .maxCount(1))
            .join()
            .instances()
            .get(0)
            .instanceId();
    scene.pass(PACE.pending().plus(PACE.descriptions()));
    return id;
  }

  private Instance shown(String id) {
    return sdk.describeInstances(r -> r.instanceIds(id))
        .join()
        .reservations()
        .get(0)
        .instances()
        .get(0);
  }

  private InstanceState state(String id) {
    return scene.region.instances().stream()
        .filter(each -> each.id().equals(id))
        .findFirst()
        .orElseThrow()
        .stateAt(scene.now());
  }

  @Test
  void whatIsStoppedCanBeStarted() {
    String id = started();

    sdk.stopInstances(r -> r.instanceIds(id)).join();
    assertThat(state(id)).isEqualTo(InstanceState.STOPPING);
    assertRefused(
        () -> sdk.startInstances(r -> r.instanceIds(id)).join(), 400, "IncorrectInstanceState");
    scene.pass(PACE.stopping());
    sdk.stopInstances(r -> r.instanceIds(id)).join();
    assertThat(state(id)).isEqualTo(InstanceState.STOPPED);

    sdk.startInstances(r -> r.instanceIds(id)).join();
    assertThat(state(id)).isEqualTo(InstanceState.PENDING);
    scene.pass(PACE.pending());
    assertThat(state(id)).isEqualTo(InstanceState.RUNNING);
    sdk.rebootInstances(r -> r.instanceIds(id)).join();
    assertThat(state(id)).isEqualTo(InstanceState.RUNNING);
  }

  @Test
  void tagsComeAndGo() {
    String id = started();

    sdk.createTags(
            r ->
                r.resources(id)
                    .tags(
                        Tag.builder().key("a").value("1").build(),
                        Tag.builder().key("b").value("2").build()))
        .join();
    sdk.deleteTags(
            r ->
                r.resources(id)
                    .tags(
                        Tag.builder().key("a").build(),
                        Tag.builder().key("b").value("other").build()))
        .join();

    assertThat(shown(id).tags()).containsExactly(Tag.builder().key("b").value("2").build());
    assertRefused(
        () ->
            sdk.createTags(
                    r -> r.resources("i-none").tags(Tag.builder().key("a").value("1").build()))
                .join(),
        400,
        "InvalidID");
  }

  @Test
  void imagesAreFoundByNameAndOwner() {
    scene.region.addImage("ami-0000000000000000b", "muster-al2023", "999999999999");

    assertThat(
            sdk.describeImages(r -> r.owners("self").filters(filter("name", "muster-al2023")))
                .join()
                .images())
        .singleElement()
        .satisfies(
            image -> {
              assertThat(image.imageId()).isEqualTo(Scene.IMAGE);
              assertThat(image.rootDeviceName()).isEqualTo("/dev/xvda");
              assertThat(image.creationDate()).isEqualTo("2025-12-31T00:00:00.000Z");
            });
    assertThat(sdk.describeImages().join().images()).hasSize(2);
  }

  @Test
  void subnetsAreOfANetworkAndAZone() {
    scene.region.addSubnet("subnet-0mine", "vpc-0mine", "b", "10.1", false);

    assertThat(sdk.describeSubnets(r -> r.subnetIds("subnet-0mine")).join().subnets())
        .singleElement()
        .satisfies(
            subnet -> {
              assertThat(subnet.vpcId()).isEqualTo("vpc-0mine");
              assertThat(subnet.availabilityZone()).isEqualTo("eu-test-1b");
            });
    assertThat(sdk.describeVpcs(r -> r.filters(filter("is-default", "true"))).join())
        .satisfies(answer -> assertThat(answer.vpcs()).hasSize(1));
  }

  @Test
  void aSecurityGroupIsKnownLateAndStaysWhileItIsUsed() {
    String id =
        sdk.createSecurityGroup(r -> r.groupName("mine").description("of mine")).join().groupId();
    assertRefused(
        () -> sdk.createSecurityGroup(r -> r.groupName("mine").description("again")).join(),
        400,
        "InvalidGroup.Duplicate");
    assertRefused(() -> allow(id), 400, "InvalidGroup.NotFound");
    scene.pass(PACE.knowledge());

    allow(id);

    assertRefused(() -> allow(id), 400, "InvalidPermission.Duplicate");
    String instance = started(id);
    assertThat(shown(instance).securityGroups())
        .singleElement()
        .satisfies(group -> assertThat(group.groupId()).isEqualTo(id));
    assertRefused(
        () -> sdk.deleteSecurityGroup(r -> r.groupId(id)).join(), 400, "DependencyViolation");
    assertThat(described(id).ipPermissions()).hasSize(2);

    sdk.terminateInstances(r -> r.instanceIds(instance)).join();
    scene.pass(PACE.ending());
    sdk.deleteSecurityGroup(r -> r.groupId(id)).join();
    scene.pass(PACE.descriptions());
    assertRefused(
        () -> sdk.describeSecurityGroups(r -> r.groupIds(id)).join(), 400, "InvalidGroup.NotFound");
  }

  private void allow(String id) {
    sdk.authorizeSecurityGroupIngress(
            r ->
                r.groupId(id)
                    .ipPermissions(
                        IpPermission.builder()
                            .ipProtocol("-1")
                            .userIdGroupPairs(UserIdGroupPair.builder().groupId(id).build())
                            .build(),
                        IpPermission.builder()
                            .ipProtocol("tcp")
                            .fromPort(8080)
                            .toPort(8081)
                            .ipRanges(IpRange.builder().cidrIp("10.0.0.0/8").build())
                            .build()))
        .join();
  }

  private SecurityGroup described(String id) {
    List<SecurityGroup> all =
        sdk.describeSecurityGroups(r -> r.groupIds(id)).join().securityGroups();
    assertThat(all).hasSize(1);
    return all.get(0);
  }
}
