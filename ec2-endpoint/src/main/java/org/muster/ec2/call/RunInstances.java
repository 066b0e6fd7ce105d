package org.muster.ec2.call;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.muster.ec2.books.GroupEntry;
import org.muster.ec2.books.InstanceEntry;
import org.muster.ec2.books.KeyEntry;
import org.muster.ec2.books.Keys;
import org.muster.ec2.books.Region;
import org.muster.ec2.books.RunWish;
import org.muster.ec2.books.SubnetEntry;
import org.muster.ec2.books.VolumeWish;
import org.muster.ec2.query.Ec2Refusal;
import org.muster.ec2.query.Parameters;
import org.muster.ec2.query.Xml;

/** Starts instances from an image: all, or none. */
final class RunInstances implements Call {
  private static final int LONGEST_TOKEN = 64;
  private static final int LONGEST_USER_DATA = 16 * 1024;
  private static final Set<String> KEPT =
      Set.of(
          "InstanceInitiatedShutdownBehavior",
          "EbsOptimized",
          "IamInstanceProfile.Arn",
          "IamInstanceProfile.Name",
          "Placement.GroupName",
          "Placement.Tenancy",
          "MetadataOptions.HttpTokens",
          "MetadataOptions.HttpEndpoint",
          "MetadataOptions.HttpPutResponseHopLimit",
          "MetadataOptions.InstanceMetadataTags");

  private static final Set<String> TAKEN =
      Takes.tagged(
          "ImageId",
          "InstanceType",
          "KeyName",
          "MinCount",
          "MaxCount",
          "SubnetId",
          "SecurityGroupId.N",
          "UserData",
          "ClientToken",
          "Placement.AvailabilityZone",
          "InstanceMarketOptions.MarketType",
          "InstanceMarketOptions.SpotOptions.MaxPrice",
          "InstanceMarketOptions.SpotOptions.SpotInstanceType",
          "InstanceMarketOptions.SpotOptions.InstanceInterruptionBehavior",
          "BlockDeviceMapping.N.DeviceName",
          "BlockDeviceMapping.N.Ebs.VolumeSize",
          "BlockDeviceMapping.N.Ebs.VolumeType",
          "BlockDeviceMapping.N.Ebs.Iops",
          "BlockDeviceMapping.N.Ebs.Throughput",
          "BlockDeviceMapping.N.Ebs.Encrypted",
          "BlockDeviceMapping.N.Ebs.KmsKeyId",
          "BlockDeviceMapping.N.Ebs.DeleteOnTermination",
          "NetworkInterface.N.DeviceIndex",
          "NetworkInterface.N.SubnetId",
          "NetworkInterface.N.SecurityGroupId.N",
          "NetworkInterface.N.AssociatePublicIpAddress",
          "NetworkInterface.N.DeleteOnTermination");

  static {
    TAKEN.addAll(KEPT);
  }

  @Override
  public Set<String> parameters() {
    return TAKEN;
  }

  @Override
  public void answer(Parameters asked, Region region, Xml xml) {
    int least = count(asked, "MinCount");
    int most = count(asked, "MaxCount");
    if (least < 1 || most < least) {
      throw Ec2Refusal.of(
          "InvalidParameterValue", "Value (%d) for parameter minCount is invalid.", least);
    }
    Map<String, String> spoken = new TreeMap<>(asked.all());
    spoken.keySet().removeIf(name -> name.equals("Version") || name.equals("Action"));
    List<InstanceEntry> made = region.run(wish(asked, region), most, spoken);
    InstanceText text = new InstanceText(region.nature(), region.now());
    text.reservation(xml, made);
  }

  private static int count(Parameters asked, String name) {
    return asked.number(name).orElseThrow(() -> Ec2Refusal.missing(name));
  }

  private static RunWish wish(Parameters asked, Region region) {
    Parameters networkInterface =
        asked.parts("NetworkInterface").stream()
            .findFirst()
            .orElseGet(() -> asked.inside("NetworkInterface"));
    Optional<String> subnetId = networkInterface.said("SubnetId").or(() -> asked.said("SubnetId"));
    Optional<String> zone = asked.said("Placement.AvailabilityZone");
    SubnetEntry subnet = subnetId.map(region::subnet).orElseGet(() -> region.subnetIn(zone));
    Map<String, String> kept = new TreeMap<>(asked.all());
    kept.keySet().retainAll(KEPT);
    return new RunWish(
        region.image(asked.required("ImageId")),
        asked.text("InstanceType").orElse("m1.small"),
        subnet,
        groups(asked, networkInterface, region, subnet),
        userData(asked),
        token(asked),
        asked.text("InstanceMarketOptions.MarketType").filter("spot"::equals).isPresent(),
        volumes(asked),
        TagList.specified(asked, "instance"),
        TagList.specified(asked, "volume"),
        asked.said("KeyName").map(name -> key(region, name)),
        kept);
  }

  private static KeyEntry key(Region region, String name) {
    return region.keys().named(name).orElseThrow(() -> Keys.unknown(name));
  }

  private static List<GroupEntry> groups(
      Parameters asked, Parameters networkInterface, Region region, SubnetEntry subnet) {
    List<String> ids = new ArrayList<>(asked.list("SecurityGroupId"));
    if (!networkInterface.isEmpty() && !ids.isEmpty()) {
      throw Ec2Refusal.of(
          "InvalidParameterCombination",
          "Network interfaces and an instance-level security groups may not be specified on the same request");
    }
    ids.addAll(networkInterface.list("SecurityGroupId"));
    List<GroupEntry> groups = new ArrayList<>();
    for (String id : ids) {
      GroupEntry group = region.groups().known(id);
      if (!group.network().equals(subnet.network())) {
        throw Ec2Refusal.of(
            "InvalidParameter",
            "Security group %s and subnet %s belong to different networks.",
            id,
            subnet.id());
      }
      groups.add(group);
    }
    return groups.isEmpty() ? List.of(region.groups().ofNetwork(subnet.network())) : groups;
  }

  private static Optional<String> token(Parameters asked) {
    Optional<String> token = asked.text("ClientToken");
    if (token.map(String::length).orElse(0) > LONGEST_TOKEN) {
      throw Ec2Refusal.of("InvalidParameterValue", "The client token is too long");
    }
    return token;
  }

  private static String userData(Parameters asked) {
    byte[] decoded;
    try {
      decoded = Base64.getDecoder().decode(asked.text("UserData").orElse(""));
    } catch (IllegalArgumentException e) {
      throw Ec2Refusal.of("InvalidUserData.Malformed", "Invalid BASE64 encoding of user data.");
    }
    if (decoded.length > LONGEST_USER_DATA) {
      throw Ec2Refusal.of("InvalidParameterValue", "User data is limited to 16384 bytes");
    }
    return new String(decoded, StandardCharsets.UTF_8);
  }

  private static List<VolumeWish> volumes(Parameters asked) {
    List<VolumeWish> volumes = new ArrayList<>();
    for (Parameters device : asked.parts("BlockDeviceMapping")) {
      Parameters ebs = device.inside("Ebs");
      if (!ebs.isEmpty()) {
        volumes.add(
            new VolumeWish(
                device.required("DeviceName"),
                ebs.number("VolumeSize").orElse(0),
                ebs.text("VolumeType").orElse("gp2"),
                ebs.flag("Encrypted").orElse(false),
                ebs.flag("DeleteOnTermination").orElse(true)));
      }
    }
    return volumes;
  }
}
