package org.muster.ec2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.muster.ec2.Refusals.assertRefused;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.muster.ec2.books.Pace;
import software.amazon.awssdk.services.ec2.Ec2AsyncClient;
import software.amazon.awssdk.services.ec2.model.DescribeImageAttributeResponse;
import software.amazon.awssdk.services.ec2.model.Image;
import software.amazon.awssdk.services.ec2.model.ImageAttributeName;
import software.amazon.awssdk.services.ec2.model.LaunchPermission;
import software.amazon.awssdk.services.ec2.model.ResourceType;

/** What the SDK sees of images: copies, ends, and who may use them. */
final class ImagesOfTheSdkTest {
  private static final Pace PACE = Pace.usual();
  private static final String NOBODY = "ami-00000000000000099";

  private final ImageScene images = new ImageScene();
  private final Ec2AsyncClient sdk = images.sdk;

  @Test
  void aCopyHasSnapshotsOfItsOwnWhichMayBeEncrypted() {
    String instance = images.stopped(Scene.IMAGE);
    images.machines.disks.put(instance, "with Java");
    String id = images.created(instance, "mine");
    sdk.createTags(r -> r.resources(id).tags(ImageScene.tag("a", "1"), ImageScene.tag("b", "1")))
        .join();

    String copy =
        images.copied(
            id,
            "copy",
            r ->
                r.encrypted(true)
                    .copyImageTags(true)
                    .tagSpecifications(
                        ImageScene.tags(ResourceType.IMAGE, ImageScene.tag("b", "2"))));
    images.scene.pass(PACE.descriptions());
    assertThat(images.shown(copy).stateAsString()).isEqualTo("pending");
    images.scene.pass(PACE.imaging());

    Image image = images.shown(copy);
    assertThat(image.stateAsString()).isEqualTo("available");
    assertThat(image.sourceImageId()).isEqualTo(id);
    assertThat(image.sourceInstanceId()).isNull();
    assertThat(image.tags()).containsExactly(ImageScene.tag("a", "1"), ImageScene.tag("b", "2"));
    assertThat(image.blockDeviceMappings().get(0).ebs().encrypted()).isTrue();
    assertThat(images.snapshot(image, 0).encrypted()).isTrue();
    assertThat(images.snapshot(image, 0).snapshotId())
        .isNotEqualTo(images.snapshot(images.shown(id), 0).snapshotId());
    sdk.deregisterImage(r -> r.imageId(id)).join();
    assertThat(images.machines.disks.get(images.started(copy))).isEqualTo("with Java");
    assertThat(images.machines.images).containsOnlyKeys(copy);
  }

  @Test
  void theSameTokenHasTheSameCopy() {
    String copy = images.copied(Scene.IMAGE, "copy", r -> r.clientToken("once"));

    assertThat(images.copied(Scene.IMAGE, "copy", r -> r.clientToken("once"))).isEqualTo(copy);
    assertRefused(
        () -> images.copied(Scene.IMAGE, "other", r -> r.clientToken("once")),
        400,
        "IdempotentParameterMismatch");
  }

  @Test
  void notEverythingIsCopied() {
    assertRefused(() -> images.copied(NOBODY, "copy", r -> {}), 400, "InvalidAMIID.NotFound");
    assertRefused(
        () -> images.copied(Scene.IMAGE, "copy", r -> r.sourceRegion("us-east-1")),
        400,
        "InvalidRegion");
    assertRefused(
        () -> images.copied(Scene.IMAGE, "copy", r -> r.kmsKeyId("alias/mine")),
        400,
        "InvalidParameterDependency");
    images.machines.trouble = Optional.of(new IllegalStateException("the disk is full"));
    String copy = images.copied(Scene.IMAGE, "copy", r -> {});
    images.scene.pass(PACE.descriptions().plus(PACE.imaging()));
    assertThat(images.shown(copy).stateAsString()).isEqualTo("failed");
    assertRefused(() -> images.copied(copy, "again", r -> {}), 400, "InvalidAMIID.Unavailable");
  }

  @Test
  void aDeregisteredImageStartsNothingAndLeavesItsSnapshots() {
    String instance = images.stopped(Scene.IMAGE);
    String id = images.created(instance, "mine");
    String snapshot = images.snapshot(images.shown(id), 0).snapshotId();
    assertRefused(
        () -> sdk.deleteSnapshot(r -> r.snapshotId(snapshot)).join(), 400, "InvalidSnapshot.InUse");

    sdk.deregisterImage(r -> r.imageId(id)).join();

    assertRefused(() -> images.started(id), 400, "InvalidAMIID.Unavailable");
    assertRefused(
        () -> sdk.deregisterImage(r -> r.imageId(id)).join(), 400, "InvalidAMIID.Unavailable");
    images.scene.pass(PACE.descriptions());
    assertRefused(() -> images.shown(id), 400, "InvalidAMIID.NotFound");
    assertThat(images.machines.images).isEmpty();
    sdk.deleteSnapshot(r -> r.snapshotId(snapshot)).join();
    assertRefused(
        () -> sdk.deleteSnapshot(r -> r.snapshotId(snapshot)).join(),
        400,
        "InvalidSnapshot.NotFound");
    images.created(instance, "mine"); // the name is free again
  }

  @Test
  void snapshotsGoWithTheImageWhenThatIsWanted() {
    String id = images.created(images.stopped(Scene.IMAGE), "mine");
    String snapshot = images.snapshot(images.shown(id), 0).snapshotId();

    assertThat(
            sdk.deregisterImage(r -> r.imageId(id).deleteAssociatedSnapshots(true))
                .join()
                .deleteSnapshotResults())
        .singleElement()
        .satisfies(
            deleted -> {
              assertThat(deleted.snapshotId()).isEqualTo(snapshot);
              assertThat(deleted.returnCodeAsString()).isEqualTo("success");
            });
    images.scene.pass(PACE.descriptions());
    assertRefused(
        () -> sdk.describeSnapshots(r -> r.snapshotIds(snapshot)).join(),
        400,
        "InvalidSnapshot.NotFound");
  }

  @Test
  void somebodyElsesImageIsNotChanged() {
    images.scene.region.addImage("ami-0000000000000000b", "debian", "136693071363");

    assertRefused(
        () -> sdk.deregisterImage(r -> r.imageId("ami-0000000000000000b")).join(),
        403,
        "AuthFailure");
    assertThat(images.shown("ami-0000000000000000b").publicLaunchPermissions()).isTrue();
    assertThat(sdk.describeSnapshots().join().snapshots()).as("nor its snapshots shown").hasSize(1);
  }

  @Test
  void anImageIsDescribedAndOpenedToOthers() {
    String id = images.created(images.stopped(Scene.IMAGE), "mine");
    LaunchPermission other = LaunchPermission.builder().userId("999999999999").build();
    LaunchPermission everybody = LaunchPermission.builder().group("all").build();

    sdk.modifyImageAttribute(r -> r.imageId(id).description(d -> d.value("of mine"))).join();
    sdk.modifyImageAttribute(r -> r.imageId(id).launchPermission(p -> p.add(other, everybody)))
        .join();

    assertThat(attribute(id, ImageAttributeName.DESCRIPTION).description().value())
        .isEqualTo("of mine");
    assertThat(attribute(id, ImageAttributeName.LAUNCH_PERMISSION).launchPermissions())
        .containsExactlyInAnyOrder(other, everybody);
    assertThat(attribute(id, ImageAttributeName.BLOCK_DEVICE_MAPPING).blockDeviceMappings())
        .hasSize(1);
    assertThat(images.shown(id).publicLaunchPermissions()).isTrue();
    assertThat(sdk.describeImages(r -> r.executableUsers("999999999999")).join().images())
        .extracting(Image::imageId)
        .containsExactly(id);

    sdk.modifyImageAttribute(
            r ->
                r.imageId(id)
                    .attribute("launchPermission")
                    .operationType("remove")
                    .userGroups("all"))
        .join();
    sdk.modifyImageAttribute(r -> r.imageId(id).launchPermission(p -> p.remove(other))).join();
    assertThat(attribute(id, ImageAttributeName.LAUNCH_PERMISSION).launchPermissions()).isEmpty();
  }

  private DescribeImageAttributeResponse attribute(String id, ImageAttributeName name) {
    return sdk.describeImageAttribute(r -> r.imageId(id).attribute(name)).join();
  }

  @Test
  void notEveryChangeIsTaken() {
    String id = images.created(images.stopped(Scene.IMAGE), "mine");
    LaunchPermission nobody = LaunchPermission.builder().userId("me").build();

    assertRefused(
        () -> sdk.modifyImageAttribute(r -> r.imageId(id)).join(),
        400,
        "InvalidParameterCombination");
    assertRefused(
        () ->
            sdk.modifyImageAttribute(r -> r.imageId(id).launchPermission(p -> p.add(nobody)))
                .join(),
        400,
        "InvalidAMIAttributeItemValue");
    assertRefused(
        () ->
            sdk.modifyImageAttribute(
                    r -> r.imageId(id).attribute("description").value("a").userIds("999999999999"))
                .thenCompose(
                    done ->
                        sdk.modifyImageAttribute(
                            r ->
                                r.imageId(id)
                                    .attribute("launchPermission")
                                    .operationType("swap")
                                    .userIds("999999999999")))
                .join(),
        400,
        "InvalidParameterValue");
    assertRefused(() -> attribute(id, ImageAttributeName.KERNEL), 400, "InvalidParameterValue");
  }
}
