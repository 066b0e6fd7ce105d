package org.muster.ec2;

import java.util.function.Consumer;
import org.muster.ec2.books.Pace;
import software.amazon.awssdk.services.ec2.Ec2AsyncClient;
import software.amazon.awssdk.services.ec2.model.BlockDeviceMapping;
import software.amazon.awssdk.services.ec2.model.CopyImageRequest;
import software.amazon.awssdk.services.ec2.model.CreateImageRequest;
import software.amazon.awssdk.services.ec2.model.EbsBlockDevice;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.Image;
import software.amazon.awssdk.services.ec2.model.InstanceType;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.RunInstancesRequest;
import software.amazon.awssdk.services.ec2.model.Snapshot;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.TagSpecification;

/** Makes images with the SDK, of instances whose disks are known. */
final class ImageScene {
  private static final Pace PACE = Pace.usual();

  final DiskMachines machines = new DiskMachines();
  final Scene scene = new Scene(PACE, machines);
  final Ec2AsyncClient sdk = scene.sdk();

  static Tag tag(String key, String value) {
    return Tag.builder().key(key).value(value).build();
  }

  static TagSpecification tags(ResourceType kind, Tag... tags) {
    return TagSpecification.builder().resourceType(kind).tags(tags).build();
  }

  static BlockDeviceMapping device(String name, EbsBlockDevice ebs) {
    return BlockDeviceMapping.builder().deviceName(name).ebs(ebs).build();
  }

  static Filter filter(String name, String value) {
    return Filter.builder().name(name).values(value).build();
  }

  String started(String image, BlockDeviceMapping... devices) {
    RunInstancesRequest.Builder wish =
        RunInstancesRequest.builder()
            .imageId(image)
            .instanceType(InstanceType.M6_I_LARGE)
            .minCount(1)
            .maxCount(1);
    if (devices.length > 0) {
      wish.blockDeviceMappings(devices);
    }
    String id = sdk.runInstances(wish.build()).join().instances().get(0).instanceId();
    scene.pass(PACE.pending().plus(PACE.descriptions()));
    return id;
  }

  String stopped(String image, BlockDeviceMapping... devices) {
    String id = started(image, devices);
    sdk.stopInstances(r -> r.instanceIds(id)).join();
    scene.pass(PACE.stopping());
    return id;
  }

  String created(String instance, String name, Consumer<CreateImageRequest.Builder> more) {
    return sdk.createImage(
            r -> {
              r.instanceId(instance).name(name);
              more.accept(r);
            })
        .join()
        .imageId();
  }

  String created(String instance, String name) {
    String id = created(instance, name, r -> {});
    scene.pass(PACE.imaging().plus(PACE.descriptions()));
    return id;
  }

  String copied(String image, String name, Consumer<CopyImageRequest.Builder> more) {
    return sdk.copyImage(
            r -> {
              r.sourceImageId(image).sourceRegion(Scene.REGION).name(name);
              more.accept(r);
            })
        .join()
        .imageId();
  }

  Image shown(String id) {
    return sdk.describeImages(r -> r.imageIds(id)).join().images().get(0);
  }

  Snapshot snapshot(Image image, int disk) {
    String id = image.blockDeviceMappings().get(disk).ebs().snapshotId();
    return sdk.describeSnapshots(r -> r.snapshotIds(id)).join().snapshots().get(0);
  }
}
