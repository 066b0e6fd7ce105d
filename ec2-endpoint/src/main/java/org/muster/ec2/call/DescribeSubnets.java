package org.muster.ec2.call;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.muster.ec2.books.Region;
import org.muster.ec2.books.SubnetEntry;
import org.muster.ec2.query.Filters;
import org.muster.ec2.query.Page;
import org.muster.ec2.query.Parameters;
import org.muster.ec2.query.Xml;

/** Shows subnets. */
final class DescribeSubnets implements Call {
  private static final String IDS = "SubnetId";

  @Override
  public Set<String> parameters() {
    return Takes.described("SubnetId.N");
  }

  @Override
  public void answer(Parameters asked, Region region, Xml xml) {
    List<String> ids = asked.list(IDS);
    Collection<SubnetEntry> meant =
        ids.isEmpty() ? region.subnets() : ids.stream().map(region::subnet).toList();
    Filters filters = Filters.of(asked);
    Page<SubnetEntry> page =
        Page.of(
            asked,
            IDS,
            meant.stream()
                .filter(each -> filters.match(each.tags(), name -> values(each, name)))
                .toList());
    xml.items("subnetSet", page.items(), (item, subnet) -> write(item, subnet));
    xml.put("nextToken", page.next());
  }

  private static Optional<Collection<String>> values(SubnetEntry subnet, String filter) {
    return Optional.ofNullable(
        switch (filter) {
          case "subnet-id" -> List.of(subnet.id());
          case "vpc-id" -> List.of(subnet.network());
          case "availability-zone", "availabilityZone" -> List.of(subnet.zone());
          case "default-for-az", "defaultForAz" -> List.of(Boolean.toString(subnet.isDefault()));
          case "state" -> List.of("available");
          default -> null;
        });
  }

  private static void write(Xml xml, SubnetEntry subnet) {
    xml.put("subnetId", subnet.id()).put("state", "available").put("vpcId", subnet.network());
    xml.put("cidrBlock", subnet.block()).put("availableIpAddressCount", subnet.free());
    xml.put("availabilityZone", subnet.zone()).put("defaultForAz", subnet.isDefault());
    xml.put("mapPublicIpOnLaunch", false);
    TagList.write(xml, subnet.tags());
  }
}
