package org.muster.coordinator.provider.ec2;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.muster.coordinator.core.spec.GroupSpec;
import org.muster.coordinator.provider.Orders;
import org.muster.protocol.Role;

final class SettingsCheckTest {
  @Test
  void whatTheDocumentationShowsIsRight() {
    Map<String, String> provider = new TreeMap<>();
    provider.put("region", "eu-central-1");
    provider.put("profile", "work");
    provider.put("endpoint_url", "https://vpce-1.ec2.eu-central-1.vpce.amazonaws.com");
    provider.put("image", "ami-0a1b2c3d");
    provider.put("subnets", "subnet-0a1b2c3d,subnet-0a1b2c3e");
    provider.put("additional_security_groups", "sg-0a1b2c3d");
    provider.put("inbound", "10.0.0.0/8 8080-8081,192.168.0.0/16 22");
    provider.put("instance_profile", "nodes");
    provider.put("key_pair", "mine");
    provider.put("placement_group", "near");
    provider.put("user_data", "#!/bin/bash\ntrue\n");
    provider.put("tags.team", "data");
    GroupSpec workers =
        new GroupSpec(
            Role.WORKER,
            2,
            "r6i.2xlarge",
            new TreeMap<>(
                Map.of(
                    "spot", "true",
                    "max_price", "0.25",
                    "rebalance", "replace",
                    "root_volume.size", "50",
                    "volumes.0.size", "500",
                    "volumes.0.iops", "6000",
                    "volumes.0.throughput", "500")));

    assertThat(
            SettingsCheck.mistakes(
                Orders.spec(provider, Orders.group(Role.MASTER, 1, "large"), workers)))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "regoin, eu-central-1, did you mean 'region'",
    "region, frankfurt, region is 'frankfurt'",
    "endpoint_url, ftp://there, HTTP address",
    "image, ami_1:x, image is 'ami_1:x'",
    "subnets, here, subnet-0a1b2c3d",
    "spot, maybe, true or false",
    "max_price, 0.1, add spot: true",
    "inbound, everybody, 10.0.0.0/8 8080-8081",
    "user_data, echo hello, #!",
    "tags.muster:cluster, mine, 'muster:cluster'",
    "volumes.0.colour, red, a volume has",
    "root_volume.size, large, GiB",
    "tenancy, own, default",
    "identity, none, document or token",
    "metadata, closed, root or all",
    "rebalance, maybe, notice or replace",
  })
  void aMistakeIsNamedWithTheWayOut(String name, String value, String said) {
    Map<String, String> provider = new TreeMap<>(Map.of("image", "ami-0a1b2c3d"));
    provider.put(name, value);

    assertThat(mistakes(provider)).singleElement().asString().contains(said);
  }

  @Test
  void aGroupWithoutAnImageIsRefused() {
    assertThat(mistakes(Map.of())).singleElement().asString().contains("has no image");
  }

  @Test
  void theRootDeviceOfAParametersImageHasToBeGiven() {
    Map<String, String> provider =
        new TreeMap<>(Map.of("image", "ssm:/images/muster", "root_volume.size", "50"));
    assertThat(mistakes(provider)).singleElement().asString().contains("add 'device'");

    provider.put("root_volume.device", "/dev/xvda");
    assertThat(mistakes(provider)).isEmpty();
  }

  @Test
  void whatConcernsTheWholeClusterIsNoSettingOfAGroup() {
    GroupSpec master =
        new GroupSpec(Role.MASTER, 1, "small", new TreeMap<>(Map.of("region", "eu-central-1")));

    assertThat(SettingsCheck.mistakes(Orders.spec(Map.of("image", "ami-0a1b2c3d"), master)))
        .singleElement()
        .asString()
        .contains("under provider");
  }

  private static List<String> mistakes(Map<String, String> provider) {
    return SettingsCheck.mistakes(Orders.spec(provider, Orders.group(Role.MASTER, 1, "small")));
  }
}
