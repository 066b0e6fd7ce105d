package org.muster.ec2.call;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.muster.ec2.books.GroupEntry;
import org.muster.ec2.books.Permission;
import org.muster.ec2.books.Region;
import org.muster.ec2.query.Ec2Refusal;
import org.muster.ec2.query.Filters;
import org.muster.ec2.query.Page;
import org.muster.ec2.query.Parameters;
import org.muster.ec2.query.Xml;

/** Shows security groups, as they were a moment ago. */
final class DescribeSecurityGroups implements Call {
  private static final String IDS = "GroupId";

  @Override
  public Set<String> parameters() {
    return Takes.described("GroupId.N");
  }

  @Override
  public void answer(Parameters asked, Region region, Xml xml) {
    Filters filters = Filters.of(asked);
    Page<GroupEntry> page =
        Page.of(
            asked,
            IDS,
            meant(asked, region.groups().shown()).stream()
                .filter(each -> filters.match(each.tags(), name -> values(each, region, name)))
                .toList());
    String account = region.nature().account();
    xml.items("securityGroupInfo", page.items(), (item, group) -> write(item, group, account));
    xml.put("nextToken", page.next());
  }

  private static List<GroupEntry> meant(Parameters asked, List<GroupEntry> shown) {
    List<GroupEntry> meant = new ArrayList<>();
    for (String id : asked.list(IDS)) {
      meant.add(
          shown.stream()
              .filter(each -> each.id().equals(id))
              .findFirst()
              .orElseThrow(
                  () ->
                      Ec2Refusal.of(
                          "InvalidGroup.NotFound", "The security group '%s' does not exist", id)));
    }
    return asked.list(IDS).isEmpty() ? shown : meant;
  }

  private static Optional<Collection<String>> values(
      GroupEntry group, Region region, String filter) {
    return Optional.ofNullable(
        switch (filter) {
          case "group-id" -> List.of(group.id());
          case "group-name" -> List.of(group.name());
          case "description" -> List.of(group.description());
          case "vpc-id" -> List.of(group.network());
          case "owner-id" -> List.of(region.nature().account());
          default -> null;
        });
  }

  private static void write(Xml xml, GroupEntry group, String account) {
    xml.put("ownerId", account).put("groupId", group.id()).put("groupName", group.name());
    xml.put("groupDescription", group.description()).put("vpcId", group.network());
    xml.items("ipPermissions", group.inbound(), (item, rule) -> write(item, rule, account));
    xml.items("ipPermissionsEgress", List.of(Permission.outward()), (i, r) -> write(i, r, account));
    TagList.write(xml, group.tags());
  }

  private static void write(Xml xml, Permission rule, String account) {
    xml.put("ipProtocol", rule.protocol());
    if (!rule.isForAllPorts()) {
      xml.put("fromPort", rule.from()).put("toPort", rule.to());
    }
    xml.items(
        "groups",
        rule.isGroup() ? List.of(rule) : List.<Permission>of(),
        (item, each) -> item.put("userId", account).put("groupId", each.source()));
    xml.items(
        "ipRanges",
        rule.isGroup() ? List.<Permission>of() : List.of(rule),
        (item, each) -> {
          item.put("cidrIp", each.source());
          if (!each.description().isEmpty()) {
            item.put("description", each.description());
          }
        });
  }
}
