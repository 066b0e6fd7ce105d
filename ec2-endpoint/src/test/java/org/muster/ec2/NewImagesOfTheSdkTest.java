package org.muster.ec2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.muster.ec2.Refusals.assertRefused;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.muster.ec2.books.Pace;
import software.amazon.awssdk.services.ec2.Ec2AsyncClient;
import software.amazon.awssdk.services.ec2.model.BlockDeviceMapping;
import software.amazon.awssdk.services.ec2.model.DescribeImagesResponse;
import software.amazon.awssdk.services.ec2.model.EbsBlockDevice;
import software.amazon.awssdk.services.ec2.model.Image;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.Snapshot;

/** What the SDK sees of images of instances. */
final class NewImagesOfTheSdkTest {
  private static final Pace PACE = Pace.usual();
  private static final String NOBODY = "ami-00000000000000099";

  private final ImageScene images = new ImageScene();
  private final Ec2AsyncClient sdk = images.sdk;

  @Test
  void anImageIsPendingAndThenAvailableAndItsMachinesHaveWhatWasOnTheDisk() {
    String instance = images.stopped(Scene.IMAGE);
    images.machines.disks.put(instance, "with Java");

    String id = images.created(instance, "mine", r -> r.description("A & B"));
    assertRefused(() -> images.shown(id), 400, "InvalidAMIID.NotFound");
    images.scene.pass(PACE.descriptions());
    assertThat(images.shown(id).stateAsString()).isEqualTo("pending");
    assertThat(images.snapshot(images.shown(id), 0).stateAsString()).isEqualTo("pending");
    assertThat(images.snapshot(images.shown(id), 0).progress()).isEqualTo("0%");
    assertRefused(() -> images.started(id), 400, "InvalidAMIID.Unavailable");
    images.scene.pass(PACE.imaging());

    Image image = images.shown(id);
    assertThat(id).matches("ami-[0-9a-f]{17}");
    assertThat(image.stateAsString()).isEqualTo("available");
    assertThat(image.name()).isEqualTo("mine");
    assertThat(image.description()).isEqualTo("A & B");
    assertThat(image.ownerId()).isEqualTo(Scene.ACCOUNT);
    assertThat(image.publicLaunchPermissions()).isFalse();
    assertThat(image.sourceInstanceId()).isEqualTo(instance);
    assertThat(image.sourceImageId()).isEqualTo(Scene.IMAGE);
    assertThat(image.rootDeviceName()).isEqualTo("/dev/xvda");
    assertThat(images.snapshot(image, 0).stateAsString()).isEqualTo("completed");
    assertThat(images.snapshot(image, 0).progress()).isEqualTo("100%");
    assertThat(images.machines.disks.get(images.started(id))).isEqualTo("with Java");
  }

  @Test
  void itHasASnapshotOfEachVolume() {
    String instance =
        images.stopped(
            Scene.IMAGE,
            ImageScene.device(
                "/dev/xvda", EbsBlockDevice.builder().volumeSize(20).volumeType("gp3").build()),
            ImageScene.device(
                "/dev/sdf",
                EbsBlockDevice.builder()
                    .volumeSize(100)
                    .encrypted(true)
                    .deleteOnTermination(false)
                    .build()));

    Image image = images.shown(images.created(instance, "mine"));

    assertThat(image.blockDeviceMappings())
        .extracting(
            BlockDeviceMapping::deviceName,
            each -> each.ebs().volumeSize(),
            each -> each.ebs().volumeTypeAsString(),
            each -> each.ebs().encrypted(),
            each -> each.ebs().deleteOnTermination())
        .containsExactly(
            tuple("/dev/xvda", 20, "gp3", false, true), tuple("/dev/sdf", 100, "gp2", true, false));
    Snapshot further = images.snapshot(image, 1);
    assertThat(further.volumeSize()).isEqualTo(100);
    assertThat(further.encrypted()).isTrue();
    assertThat(further.ownerId()).isEqualTo(Scene.ACCOUNT);
    assertThat(further.description()).contains(instance).contains(image.imageId());
    assertThat(further.completionTime()).isAfter(further.startTime());
    assertThat(further.volumeId())
        .isEqualTo(images.scene.region.instances().get(0).volumes().get(1).id());

    String next = images.started(image.imageId());
    assertThat(images.machines.orders.get(1).disks())
        .containsExactly(new Machines.Disk("/dev/sdf", 100));
    assertThat(
            sdk.describeVolumes(r -> r.filters(ImageScene.filter("attachment.instance-id", next)))
                .join()
                .volumes())
        .satisfiesExactly(
            root -> assertThat(root.snapshotId()).isEqualTo(images.snapshot(image, 0).snapshotId()),
            data -> assertThat(data.snapshotId()).isEqualTo(further.snapshotId()));
  }

  @Test
  void aMappingLeavesDisksOutAndSaysWhatEndsWithAnInstance() {
    String instance =
        images.stopped(
            Scene.IMAGE,
            ImageScene.device("/dev/sdf", EbsBlockDevice.builder().volumeSize(1).build()),
            ImageScene.device("/dev/sdg", EbsBlockDevice.builder().volumeSize(2).build()));
    BlockDeviceMapping without =
        BlockDeviceMapping.builder().deviceName("/dev/sdf").noDevice("").build();
    BlockDeviceMapping kept =
        ImageScene.device("/dev/sdg", EbsBlockDevice.builder().deleteOnTermination(false).build());

    String id = images.created(instance, "mine", r -> r.blockDeviceMappings(without, kept));
    images.scene.pass(PACE.descriptions());

    assertThat(images.shown(id).blockDeviceMappings())
        .extracting(BlockDeviceMapping::deviceName)
        .containsExactly("/dev/xvda", "/dev/sdg");
    assertThat(images.shown(id).blockDeviceMappings().get(1).ebs().deleteOnTermination()).isFalse();
    BlockDeviceMapping root =
        BlockDeviceMapping.builder().deviceName("/dev/xvda").noDevice("").build();
    BlockDeviceMapping none = ImageScene.device("/dev/sdz", EbsBlockDevice.builder().build());
    for (BlockDeviceMapping wrong : List.of(root, none)) {
      assertRefused(
          () -> images.created(instance, "other", r -> r.blockDeviceMappings(wrong)),
          400,
          "InvalidBlockDeviceMapping");
    }
  }

  @Test
  void aMachineThatIsOnIsShutDownForItUnlessNobodyWantsThat() {
    String first = images.started(Scene.IMAGE);
    String second = images.started(Scene.IMAGE);

    images.created(first, "one");
    images.created(second, "two", r -> r.noReboot(true));

    assertThat(images.machines.frozenWhileOn).containsExactly(second);
    assertThat(images.machines.on).contains(first, second);
    assertThat(images.machines.orders).hasSize(3);
  }

  @Test
  void whatCannotBeFrozenIsAnImageThatHasFailedAndTheInstanceGoesOn() {
    String instance = images.started(Scene.IMAGE);
    images.machines.trouble = Optional.of(new IllegalStateException("the disk is full"));

    Image image = images.shown(images.created(instance, "mine"));

    assertThat(image.stateAsString()).isEqualTo("failed");
    assertThat(image.stateReason().message()).contains("the disk is full");
    assertThat(images.snapshot(image, 0).stateAsString()).isEqualTo("error");
    assertThat(images.snapshot(image, 0).completionTime()).isNull();
    assertThat(images.machines.on).containsExactly(instance);
    assertThat(images.scene.region.living()).hasSize(1);
  }

  @Test
  void tagsAreForTheImageOrItsSnapshots() {
    String instance = images.stopped(Scene.IMAGE);

    String id =
        images.created(
            instance,
            "mine",
            r ->
                r.tagSpecifications(
                    ImageScene.tags(ResourceType.IMAGE, ImageScene.tag("is", "image")),
                    ImageScene.tags(ResourceType.SNAPSHOT, ImageScene.tag("is", "snapshot"))));
    assertRefused(
        () -> sdk.createTags(r -> r.resources(id).tags(ImageScene.tag("a", "b"))).join(),
        400,
        "InvalidAMIID.NotFound");
    images.scene.pass(PACE.descriptions());

    assertThat(images.shown(id).tags()).containsExactly(ImageScene.tag("is", "image"));
    Snapshot snapshot = images.snapshot(images.shown(id), 0);
    assertThat(snapshot.tags()).containsExactly(ImageScene.tag("is", "snapshot"));
    sdk.createTags(r -> r.resources(id, snapshot.snapshotId()).tags(ImageScene.tag("a", "b")))
        .join();
    sdk.deleteTags(r -> r.resources(id).tags(ImageScene.tag("is", "image"))).join();
    assertThat(images.shown(id).tags()).containsExactly(ImageScene.tag("a", "b"));
    assertThat(images.snapshot(images.shown(id), 0).tags()).contains(ImageScene.tag("a", "b"));
    assertRefused(
        () ->
            images.created(
                instance,
                "other",
                r ->
                    r.tagSpecifications(
                        ImageScene.tags(ResourceType.VOLUME, ImageScene.tag("a", "b")))),
        400,
        "InvalidParameterValue");
  }

  @Test
  void whatIsWrongIsRefused() {
    String instance = images.stopped(Scene.IMAGE);
    images.created(instance, "mine");

    assertRefused(() -> images.created(instance, "mine"), 400, "InvalidAMIName.Duplicate");
    assertRefused(
        () -> images.copied(Scene.IMAGE, "mine", r -> {}), 400, "InvalidAMIName.Duplicate");
    assertRefused(() -> images.created(instance, "a"), 400, "InvalidAMIName.Malformed");
    assertRefused(() -> images.created(instance, "a?b?c"), 400, "InvalidAMIName.Malformed");
    assertRefused(
        () -> images.created("i-00000000000000000", "other"), 400, "InvalidInstanceID.NotFound");
    assertRefused(
        () -> images.created(instance, "other", r -> r.description("d".repeat(256))),
        400,
        "InvalidParameterValue");
    assertRefused(
        () -> sdk.describeImages(r -> r.imageIds(NOBODY)).join(), 400, "InvalidAMIID.NotFound");
    assertRefused(
        () -> sdk.describeImages(r -> r.imageIds("mine")).join(), 400, "InvalidAMIID.Malformed");
    sdk.startInstances(r -> r.instanceIds(instance)).join();
    assertRefused(() -> images.created(instance, "other"), 400, "IncorrectInstanceState");
  }

  @Test
  void imagesComeInPagesAndByFilter() {
    String instance = images.stopped(Scene.IMAGE);
    for (int i = 0; i < 11; i++) {
      images.created(instance, "image-" + i);
    }

    List<String> seen = new ArrayList<>();
    String next = null;
    do {
      String from = next;
      DescribeImagesResponse page = sdk.describeImages(r -> r.maxResults(5).nextToken(from)).join();
      page.images().forEach(each -> seen.add(each.name()));
      next = page.nextToken();
    } while (next != null);

    assertThat(seen).hasSize(12).startsWith("muster-al2023", "image-0").endsWith("image-10");
    assertThat(named("name", "image-1*")).containsExactly("image-1", "image-10");
    assertThat(named("source-instance-id", instance)).hasSize(11);
    assertThat(named("source-image-id", Scene.IMAGE)).hasSize(11);
    assertThat(named("state", "pending")).isEmpty();
    assertThat(named("block-device-mapping.device-name", "/dev/xvda")).hasSize(12);
    assertThat(named("is-public", "true")).isEmpty();
    assertThat(named("root-device-name", "/dev/sda1")).isEmpty();
  }

  private List<String> named(String name, String value) {
    return sdk
        .describeImages(r -> r.filters(ImageScene.filter(name, value)))
        .join()
        .images()
        .stream()
        .map(Image::name)
        .toList();
  }
}
