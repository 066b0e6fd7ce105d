package org.muster.ec2.call;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.muster.ec2.books.GroupEntry;
import org.muster.ec2.books.InstanceEntry;
import org.muster.ec2.books.InstanceState;
import org.muster.ec2.books.KeyEntry;
import org.muster.ec2.books.Region;
import org.muster.ec2.books.RunWish;
import org.muster.ec2.query.Xml;

/** Instances as answers tell them, as they were at a time. */
record InstanceText(Region.Nature region, Instant at) {
  void reservation(Xml xml, List<InstanceEntry> instances) {
    xml.put("reservationId", instances.get(0).reservation()).put("ownerId", region.account());
    xml.items("groupSet", List.of(), (item, none) -> {});
    xml.items("instancesSet", instances, this::instance);
  }

  private void instance(Xml xml, InstanceEntry instance) {
    RunWish wish = instance.wish();
    Map<String, String> other = wish.other();
    InstanceState state = instance.stateAt(at);
    boolean isOver = state == InstanceState.TERMINATED;
    xml.put("instanceId", instance.id()).put("imageId", wish.image().id());
    StateChanges.state(xml, "instanceState", state);
    xml.put("privateDnsName", isOver ? "" : name(instance)).put("dnsName", "");
    xml.put("reason", instance.reason());
    xml.put("keyName", wish.key().map(KeyEntry::name));
    xml.put("amiLaunchIndex", instance.launchIndex());
    xml.put("instanceType", wish.type()).put("launchTime", instance.launchedAt());
    xml.in("placement", in -> placement(in, wish));
    xml.in("monitoring", in -> in.put("state", "disabled"));
    if (!isOver) {
      xml.put("subnetId", wish.subnet().id()).put("vpcId", wish.subnet().network());
      xml.put("privateIpAddress", instance.address());
    }
    xml.put("architecture", "x86_64").put("rootDeviceType", "ebs");
    xml.put("rootDeviceName", wish.image().rootDevice());
    devices(xml, instance);
    xml.put("virtualizationType", "hvm").put("hypervisor", "xen");
    if (wish.isSpot()) {
      xml.put("instanceLifecycle", "spot");
    }
    xml.put("clientToken", wish.clientToken().orElse(""));
    TagList.write(xml, instance.tags());
    groups(xml, isOver ? List.of() : wish.groups());
    xml.put("ebsOptimized", "true".equals(other.get("EbsOptimized")));
    metadata(xml, other);
  }

  private static String name(InstanceEntry instance) {
    return "ip-%s.ec2.internal".formatted(instance.address().replace('.', '-'));
  }

  private static void placement(Xml xml, RunWish wish) {
    xml.put("availabilityZone", wish.subnet().zone());
    xml.put("groupName", wish.other().getOrDefault("Placement.GroupName", ""));
    xml.put("tenancy", wish.other().getOrDefault("Placement.Tenancy", "default"));
  }

  private void devices(Xml xml, InstanceEntry instance) {
    xml.items(
        "blockDeviceMapping",
        instance.volumes().stream().filter(each -> each.isThere(at)).toList(),
        (item, volume) -> {
          item.put("deviceName", volume.wish().device());
          item.in(
              "ebs",
              ebs ->
                  ebs.put("volumeId", volume.id())
                      .put("status", "attached")
                      .put("attachTime", volume.madeAt())
                      .put("deleteOnTermination", volume.wish().endsWithInstance()));
        });
  }

  private static void groups(Xml xml, List<GroupEntry> groups) {
    xml.items(
        "groupSet",
        groups,
        (item, group) -> item.put("groupId", group.id()).put("groupName", group.name()));
  }

  private static void metadata(Xml xml, Map<String, String> other) {
    xml.in(
        "metadataOptions",
        in ->
            in.put("state", "applied")
                .put("httpTokens", other.getOrDefault("MetadataOptions.HttpTokens", "optional"))
                .put(
                    "httpPutResponseHopLimit",
                    other.getOrDefault("MetadataOptions.HttpPutResponseHopLimit", "1"))
                .put("httpEndpoint", other.getOrDefault("MetadataOptions.HttpEndpoint", "enabled"))
                .put(
                    "instanceMetadataTags",
                    other.getOrDefault("MetadataOptions.InstanceMetadataTags", "disabled")));
  }
}
