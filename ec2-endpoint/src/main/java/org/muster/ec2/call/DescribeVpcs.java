package org.muster.ec2.call;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.muster.ec2.books.Region;
import org.muster.ec2.books.SubnetEntry;
import org.muster.ec2.query.Ec2Refusal;
import org.muster.ec2.query.Filters;
import org.muster.ec2.query.Page;
import org.muster.ec2.query.Parameters;
import org.muster.ec2.query.Xml;

/** Shows the networks that the subnets are of. */
final class DescribeVpcs implements Call {
  private static final String IDS = "VpcId";

  @Override
  public Set<String> parameters() {
    return Takes.described("VpcId.N");
  }

  @Override
  public void answer(Parameters asked, Region region, Xml xml) {
    List<String> there = region.subnets().stream().map(SubnetEntry::network).distinct().toList();
    List<String> ids = asked.list(IDS);
    for (String id : ids) {
      if (!there.contains(id)) {
        throw Ec2Refusal.of("InvalidVpcID.NotFound", "The vpc ID '%s' does not exist", id);
      }
    }
    Filters filters = Filters.of(asked);
    Page<String> page =
        Page.of(
            asked,
            IDS,
            there.stream()
                .filter(each -> ids.isEmpty() || ids.contains(each))
                .filter(each -> filters.match(Map.of(), name -> values(each, region, name)))
                .toList());
    xml.items(
        "vpcSet",
        page.items(),
        (item, id) ->
            item.put("vpcId", id)
                .put("state", "available")
                .put("isDefault", id.equals(region.network())));
    xml.put("nextToken", page.next());
  }

  private static Optional<Collection<String>> values(String id, Region region, String filter) {
    return Optional.ofNullable(
        switch (filter) {
          case "vpc-id" -> List.of(id);
          case "is-default", "isDefault" -> List.of(Boolean.toString(id.equals(region.network())));
          case "state" -> List.of("available");
          default -> null;
        });
  }
}
