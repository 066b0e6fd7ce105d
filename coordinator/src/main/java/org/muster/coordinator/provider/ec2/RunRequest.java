package org.muster.coordinator.provider.ec2;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.ec2.model.BlockDeviceMapping;
import software.amazon.awssdk.services.ec2.model.HttpTokensState;
import software.amazon.awssdk.services.ec2.model.IamInstanceProfileSpecification;
import software.amazon.awssdk.services.ec2.model.InstanceInterruptionBehavior;
import software.amazon.awssdk.services.ec2.model.InstanceMarketOptionsRequest;
import software.amazon.awssdk.services.ec2.model.InstanceMetadataEndpointState;
import software.amazon.awssdk.services.ec2.model.InstanceMetadataOptionsRequest;
import software.amazon.awssdk.services.ec2.model.InstanceMetadataTagsState;
import software.amazon.awssdk.services.ec2.model.InstanceNetworkInterfaceSpecification;
import software.amazon.awssdk.services.ec2.model.MarketType;
import software.amazon.awssdk.services.ec2.model.Placement;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.RunInstancesRequest;
import software.amazon.awssdk.services.ec2.model.SpotInstanceType;
import software.amazon.awssdk.services.ec2.model.SpotMarketOptions;

/** Puts a batch into the words of EC2. */
final class RunRequest {
  private final Batch batch;
  private final InstanceWish wish;

  /**
   * What EC2 has to be told besides.
   *
   * @param rootDevice the image's name for the root volume; empty when nobody says anything of it
   */
  record Surroundings(Tags tags, List<String> groups, String image, Optional<String> rootDevice) {
    Surroundings {
      groups = List.copyOf(groups);
    }
  }

  private RunRequest(Batch batch) {
    this.batch = batch;
    this.wish = batch.wish();
  }

  static RunInstancesRequest of(Batch batch, Batch.Option option, Surroundings around) {
    return new RunRequest(batch).build(option, around);
  }

  private RunInstancesRequest build(Batch.Option option, Surroundings around) {
    Map<String, String> tags = batch.allTags(around.tags());
    RunInstancesRequest.Builder request =
        RunInstancesRequest.builder()
            .clientToken(batch.clientToken(around.tags(), option))
            .imageId(around.image())
            .instanceType(option.type())
            .minCount(batch.nodes().size())
            .maxCount(batch.nodes().size())
            .userData(JoinText.encoded(batch.order(), wish.userData()))
            .metadataOptions(metadata())
            .tagSpecifications(
                Tags.on(ResourceType.INSTANCE, tags), Tags.on(ResourceType.VOLUME, tags))
            .ebsOptimized(wish.access().isEbsOptimized().orElse(null))
            .keyName(wish.access().keyPair().orElse(null))
            .instanceInitiatedShutdownBehavior(wish.access().shutdownBehavior().orElse(null));
    wish.access().instanceProfile().map(RunRequest::profile).ifPresent(request::iamInstanceProfile);
    placement().ifPresent(request::placement);
    market().ifPresent(request::instanceMarketOptions);
    List<BlockDeviceMapping> devices = devices(around);
    if (!devices.isEmpty()) {
      request.blockDeviceMappings(devices);
    }
    network(request, option, around.groups());
    return request.build();
  }

  private static InstanceMetadataOptionsRequest metadata() {
    return InstanceMetadataOptionsRequest.builder()
        .httpEndpoint(InstanceMetadataEndpointState.ENABLED)
        .httpTokens(HttpTokensState.REQUIRED)
        .httpPutResponseHopLimit(1)
        .instanceMetadataTags(InstanceMetadataTagsState.ENABLED)
        .build();
  }

  private static IamInstanceProfileSpecification profile(String text) {
    IamInstanceProfileSpecification.Builder profile = IamInstanceProfileSpecification.builder();
    return (text.startsWith("arn:") ? profile.arn(text) : profile.name(text)).build();
  }

  private Optional<Placement> placement() {
    InstanceWish.Place place = wish.place();
    if (place.zone().isEmpty() && place.placementGroup().isEmpty() && place.tenancy().isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        Placement.builder()
            .availabilityZone(place.zone().orElse(null))
            .groupName(place.placementGroup().orElse(null))
            .tenancy(place.tenancy().orElse(null))
            .build());
  }

  private Optional<InstanceMarketOptionsRequest> market() {
    if (!wish.market().isSpot()) {
      return Optional.empty();
    }
    SpotMarketOptions spot =
        SpotMarketOptions.builder()
            .spotInstanceType(SpotInstanceType.ONE_TIME)
            .instanceInterruptionBehavior(InstanceInterruptionBehavior.TERMINATE)
            .maxPrice(wish.market().maxPrice().orElse(null))
            .build();
    return Optional.of(
        InstanceMarketOptionsRequest.builder()
            .marketType(MarketType.SPOT)
            .spotOptions(spot)
            .build());
  }

  private List<BlockDeviceMapping> devices(Surroundings around) {
    List<BlockDeviceMapping> devices = new ArrayList<>();
    for (VolumeWish volume : wish.volumes()) {
      volume
          .device()
          .or(around::rootDevice)
          .ifPresent(device -> devices.add(device(device, volume)));
    }
    return devices;
  }

  private static BlockDeviceMapping device(String name, VolumeWish volume) {
    return BlockDeviceMapping.builder()
        .deviceName(name)
        .ebs(
            ebs ->
                ebs.volumeType(volume.type())
                    .volumeSize(volume.size().isPresent() ? volume.size().getAsInt() : null)
                    .iops(volume.iops().isPresent() ? volume.iops().getAsInt() : null)
                    .throughput(
                        volume.throughput().isPresent() ? volume.throughput().getAsInt() : null)
                    .encrypted(volume.isEncrypted())
                    .kmsKeyId(volume.kmsKey().orElse(null))
                    .deleteOnTermination(true))
        .build();
  }

  private void network(
      RunInstancesRequest.Builder request, Batch.Option option, List<String> groups) {
    if (wish.place().publicAddress().isEmpty()) {
      request.securityGroupIds(groups).subnetId(option.subnet().orElse(null));
      return;
    }
    // EC2 takes this wish only with an interface that is spelled out.
    request.networkInterfaces(
        InstanceNetworkInterfaceSpecification.builder()
            .deviceIndex(0)
            .subnetId(option.subnet().orElse(null))
            .groups(groups)
            .associatePublicIpAddress(wish.place().publicAddress().get())
            .deleteOnTermination(true)
            .build());
  }
}
