package org.muster.ec2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.muster.ec2.Refusals.assertRefused;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.muster.ec2.books.Pace;
import software.amazon.awssdk.services.ec2.Ec2AsyncClient;
import software.amazon.awssdk.services.ec2.model.BlockDeviceMapping;
import software.amazon.awssdk.services.ec2.model.DescribeSnapshotsResponse;
import software.amazon.awssdk.services.ec2.model.DescribeVolumesResponse;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.InstanceType;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.Volume;

/** What the SDK sees of volumes and snapshots. */
final class VolumesOfTheSdkTest {
  private static final Pace PACE = Pace.usual();

  private final Scene scene = new Scene(PACE);
  private final Ec2AsyncClient sdk = scene.sdk();

  private static Filter filter(String name, String value) {
    return Filter.builder().name(name).values(value).build();
  }

  private String started(boolean endsWithInstance) {
    BlockDeviceMapping data =
        BlockDeviceMapping.builder()
            .deviceName("/dev/sdf")
            .ebs(e -> e.volumeSize(50).volumeType("gp3").deleteOnTermination(endsWithInstance))
            .build();
    String id =
        sdk.runInstances(
                r ->
                    r.imageId(Scene.IMAGE)
                        .instanceType(InstanceType.M6_I_LARGE)
                        .blockDeviceMappings(data)
                        .minCount(1)
                        .maxCount(1))
            .join()
            .instances()
            .get(0)
            .instanceId();
    scene.pass(PACE.pending().plus(PACE.descriptions()));
    return id;
  }

  private void ended(String instance) {
    sdk.terminateInstances(r -> r.instanceIds(instance)).join();
    scene.pass(PACE.ending().plus(PACE.descriptions()));
  }

  private List<Volume> shown(Filter... filters) {
    return sdk.describeVolumes(r -> r.filters(filters)).join().volumes();
  }

  @Test
  void anInstanceHasTheVolumesOfItsImageAndItsOwn() {
    String instance = started(true);

    assertThat(shown())
        .satisfiesExactly(
            root -> {
              assertThat(root.size()).isEqualTo(8);
              assertThat(root.snapshotId()).isEqualTo(Scene.IMAGE.replace("ami", "snap"));
              assertThat(root.attachments().get(0).device()).isEqualTo("/dev/xvda");
            },
            data -> {
              assertThat(data.size()).isEqualTo(50);
              assertThat(data.snapshotId()).isEmpty();
              assertThat(data.volumeTypeAsString()).isEqualTo("gp3");
              assertThat(data.stateAsString()).isEqualTo("in-use");
              assertThat(data.encrypted()).isFalse();
              assertThat(data.availabilityZone()).isEqualTo("eu-test-1a");
              assertThat(data.attachments())
                  .singleElement()
                  .satisfies(
                      attached -> {
                        assertThat(attached.instanceId()).isEqualTo(instance);
                        assertThat(attached.stateAsString()).isEqualTo("attached");
                        assertThat(attached.deleteOnTermination()).isTrue();
                      });
            });
    ended(instance);
    assertThat(shown()).isEmpty();
  }

  @Test
  void aVolumeThatOutlivesItsInstanceIsDeletedByHand() {
    String instance = started(false);
    String id = shown(filter("attachment.device", "/dev/sdf")).get(0).volumeId();
    sdk.createTags(r -> r.resources(id).tags(Tag.builder().key("a").value("1").build())).join();
    assertRefused(() -> sdk.deleteVolume(r -> r.volumeId(id)).join(), 400, "VolumeInUse");

    ended(instance);

    assertThat(shown())
        .singleElement()
        .satisfies(
            volume -> {
              assertThat(volume.volumeId()).isEqualTo(id);
              assertThat(volume.stateAsString()).isEqualTo("available");
              assertThat(volume.attachments()).isEmpty();
              assertThat(volume.tags()).hasSize(1);
            });
    sdk.deleteVolume(r -> r.volumeId(id)).join();
    assertRefused(
        () -> sdk.deleteVolume(r -> r.volumeId(id)).join(), 400, "InvalidVolume.NotFound");
    scene.pass(PACE.descriptions());
    assertRefused(
        () -> sdk.describeVolumes(r -> r.volumeIds(id)).join(), 400, "InvalidVolume.NotFound");
  }

  @Test
  void volumesComeByFilterAndInPages() {
    List<String> instances = List.of(started(true), started(true), started(true));

    assertThat(shown(filter("attachment.instance-id", instances.get(1)))).hasSize(2);
    assertThat(shown(filter("size", "50"))).hasSize(3);
    assertThat(shown(filter("status", "available"))).isEmpty();
    assertThat(shown(filter("volume-type", "gp3"), filter("encrypted", "false"))).hasSize(3);
    assertThat(shown(filter("snapshot-id", "snap-*"))).hasSize(3);
    assertThat(shown(filter("availability-zone", "eu-test-1a"))).hasSize(6);
    assertThat(shown(filter("attachment.delete-on-termination", "true"))).hasSize(6);
    assertThat(shown(filter("attachment.status", "attached"))).hasSize(6);
    assertRefused(() -> shown(filter("colour", "green")), 400, "InvalidParameterValue");
    assertRefused(
        () -> sdk.describeVolumes(r -> r.volumeIds("mine")).join(), 400, "InvalidParameterValue");

    DescribeVolumesResponse first = sdk.describeVolumes(r -> r.maxResults(5)).join();
    DescribeVolumesResponse second =
        sdk.describeVolumes(r -> r.maxResults(5).nextToken(first.nextToken())).join();
    assertThat(first.volumes()).hasSize(5);
    assertThat(second.volumes()).hasSize(1);
    assertThat(second.nextToken()).isNull();
  }

  @Test
  void snapshotsComeByOwnerFilterAndInPages() {
    String instance = started(true);
    List<String> images = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      String name = "image-" + i;
      images.add(sdk.createImage(r -> r.instanceId(instance).name(name)).join().imageId());
    }
    scene.pass(PACE.imaging().plus(PACE.descriptions()));
    String volume = scene.region.instances().get(0).volumes().get(1).id();

    assertThat(found(filter("volume-id", volume))).isEqualTo(3);
    assertThat(found(filter("volume-size", "8"))).isEqualTo(4);
    assertThat(found(filter("status", "completed"))).isEqualTo(7);
    assertThat(found(filter("progress", "100%"))).isEqualTo(7);
    assertThat(found(filter("encrypted", "true"))).isZero();
    assertThat(found(filter("owner-id", Scene.ACCOUNT))).isEqualTo(7);
    assertThat(found(filter("storage-tier", "standard"))).isEqualTo(7);
    assertThat(found(filter("description", "*" + images.get(0)))).isEqualTo(2);
    assertThat(sdk.describeSnapshots(r -> r.ownerIds("self")).join().snapshots()).hasSize(7);
    assertThat(sdk.describeSnapshots(r -> r.ownerIds("999999999999")).join().snapshots()).isEmpty();
    assertThat(sdk.describeSnapshots(r -> r.restorableByUserIds("self")).join().snapshots())
        .hasSize(7);
    assertRefused(
        () -> sdk.describeSnapshots(r -> r.snapshotIds("mine")).join(),
        400,
        "InvalidSnapshotID.Malformed");

    DescribeSnapshotsResponse first = sdk.describeSnapshots(r -> r.maxResults(5)).join();
    DescribeSnapshotsResponse second =
        sdk.describeSnapshots(r -> r.maxResults(5).nextToken(first.nextToken())).join();
    assertThat(first.snapshots()).hasSize(5);
    assertThat(second.snapshots()).hasSize(2);
  }

  private int found(Filter filter) {
    return sdk.describeSnapshots(r -> r.filters(filter)).join().snapshots().size();
  }

  @Test
  void anIdThatNothingHasIsNamedAfterItsKind() {
    String digits = "00000000000000000";
    for (List<String> each :
        List.of(
            List.of("ami-", "InvalidAMIID.NotFound"),
            List.of("i-", "InvalidInstanceID.NotFound"),
            List.of("key-", "InvalidKeyPair.NotFound"),
            List.of("sg-", "InvalidSecurityGroupID.NotFound"),
            List.of("snap-", "InvalidSnapshot.NotFound"),
            List.of("subnet-", "InvalidSubnetID.NotFound"),
            List.of("vol-", "InvalidVolume.NotFound"),
            List.of("cow-", "InvalidID"))) {
      assertRefused(
          () ->
              sdk.createTags(
                      r ->
                          r.resources(each.get(0) + digits)
                              .tags(Tag.builder().key("a").value("1").build()))
                  .join(),
          400,
          each.get(1));
    }
  }
}
