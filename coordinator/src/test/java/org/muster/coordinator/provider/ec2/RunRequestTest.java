package org.muster.coordinator.provider.ec2;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.muster.coordinator.provider.Orders;
import software.amazon.awssdk.services.ec2.model.BlockDeviceMapping;
import software.amazon.awssdk.services.ec2.model.HttpTokensState;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.RunInstancesRequest;
import software.amazon.awssdk.services.ec2.model.Tag;

final class RunRequestTest {
  private static final Map<String, String> IMAGE = Map.of("image", "ami-1");

  @Test
  void aBatchIsAllOrNone() {
    RunInstancesRequest request = request(workers(IMAGE, Map.of()));

    assertThat(request.minCount()).isEqualTo(3);
    assertThat(request.maxCount()).isEqualTo(3);
    assertThat(request.imageId()).isEqualTo("ami-1");
    assertThat(request.instanceTypeAsString()).isEqualTo("m6i.large");
    assertThat(request.securityGroupIds()).containsExactly("sg-1");
  }

  @Test
  void metadataNeedsATokenAndShowsTags() {
    RunInstancesRequest request = request(workers(IMAGE, Map.of()));

    assertThat(request.metadataOptions().httpTokens()).isEqualTo(HttpTokensState.REQUIRED);
    assertThat(request.metadataOptions().httpPutResponseHopLimit()).isEqualTo(1);
    assertThat(request.metadataOptions().instanceMetadataTagsAsString()).isEqualTo("enabled");
  }

  @Test
  void instancesAndVolumesBearTheTagsAndTheUsersOwn() {
    Batch batch = workers(Map.of("image", "ami-1", "tags.team", "data"), Map.of());

    RunInstancesRequest request = request(batch);

    assertThat(request.tagSpecifications())
        .extracting(tags -> tags.resourceType())
        .containsExactly(ResourceType.INSTANCE, ResourceType.VOLUME);
    assertThat(request.tagSpecifications().get(0).tags())
        .contains(
            tag("Name", "demo-worker"),
            tag("muster:installation", Spoken.TAGS.installation()),
            tag("muster:cluster", "demo"),
            tag("muster:incarnation", "1"),
            tag("muster:launch", "l1"),
            tag("muster:group", "worker-1"),
            tag("muster:role", "worker"),
            tag("team", "data"))
        .isEqualTo(request.tagSpecifications().get(1).tags());
  }

  @Test
  void theGroupsOwnWordsAreStronger() {
    Batch batch =
        workers(
            Map.of("image", "ami-1", "key_pair", "mine", "subnets", "subnet-a"),
            Map.of("subnets", "subnet-b", "spot", "true", "max_price", "0.05"));

    RunInstancesRequest request = request(batch);

    assertThat(request.subnetId()).isEqualTo("subnet-b");
    assertThat(request.keyName()).isEqualTo("mine");
    assertThat(request.instanceMarketOptions().spotOptions().maxPrice()).isEqualTo("0.05");
    assertThat(request.instanceMarketOptions().spotOptions().spotInstanceTypeAsString())
        .isEqualTo("one-time");
  }

  @Test
  void volumesAreEncryptedGp3AndEndWithTheirInstance() {
    Batch batch = workers(IMAGE, Map.of("root_volume.size", "50", "volumes.0.size", "100"));

    List<BlockDeviceMapping> devices = request(batch).blockDeviceMappings();

    assertThat(devices)
        .extracting(BlockDeviceMapping::deviceName)
        .containsExactly("/dev/xvda", "/dev/sdf");
    assertThat(devices)
        .allSatisfy(
            device -> {
              assertThat(device.ebs().volumeTypeAsString()).isEqualTo("gp3");
              assertThat(device.ebs().encrypted()).isTrue();
              assertThat(device.ebs().deleteOnTermination()).isTrue();
            });
  }

  @Test
  void aPublicAddressIsAskedForWithTheInterface() {
    Batch batch = workers(IMAGE, Map.of("subnets", "subnet-b", "public_address", "false"));

    RunInstancesRequest request = request(batch);

    assertThat(request.subnetId()).isNull();
    assertThat(request.networkInterfaces())
        .singleElement()
        .satisfies(
            card -> {
              assertThat(card.subnetId()).isEqualTo("subnet-b");
              assertThat(card.associatePublicIpAddress()).isFalse();
              assertThat(card.groups()).containsExactly("sg-1");
            });
  }

  private static RunInstancesRequest request(Batch batch) {
    return RunRequest.of(
        batch,
        batch.options().get(0),
        new RunRequest.Surroundings(
            Spoken.TAGS, List.of("sg-1"), "ami-1", Optional.of("/dev/xvda")));
  }

  private static Batch workers(Map<String, String> provider, Map<String, String> group) {
    return Batch.of(Spoken.order(Orders.launch(1, "l1", 3, provider), group)).get(1);
  }

  private static Tag tag(String key, String value) {
    return Tag.builder().key(key).value(value).build();
  }
}
