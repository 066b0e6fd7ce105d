package org.muster.ec2.call;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.muster.ec2.books.GroupEntry;
import org.muster.ec2.books.Permission;
import org.muster.ec2.books.Region;
import org.muster.ec2.query.Ec2Refusal;
import org.muster.ec2.query.Parameters;
import org.muster.ec2.query.Xml;

/** Opens ports of a security group. */
final class AuthorizeSecurityGroupIngress implements Call {
  private static final String ALL = "-1";

  @Override
  public Set<String> parameters() {
    return Takes.of(
        "GroupId",
        "IpPermissions.N.IpProtocol",
        "IpPermissions.N.FromPort",
        "IpPermissions.N.ToPort",
        "IpPermissions.N.Groups.N.GroupId",
        "IpPermissions.N.Groups.N.Description",
        "IpPermissions.N.IpRanges.N.CidrIp",
        "IpPermissions.N.IpRanges.N.Description");
  }

  @Override
  public void answer(Parameters asked, Region region, Xml xml) {
    GroupEntry group = region.groups().known(asked.required("GroupId"));
    List<Permission> permissions = new ArrayList<>();
    asked.parts("IpPermissions").forEach(part -> permissions.addAll(read(part, region)));
    if (permissions.isEmpty()) {
      throw Ec2Refusal.missing("IpPermissions");
    }
    region.groups().allow(group, permissions);
    xml.put("return", true);
    xml.items(
        "securityGroupRuleSet",
        permissions,
        (item, rule) ->
            item.put("groupId", group.id())
                .put("isEgress", false)
                .put("ipProtocol", rule.protocol()));
  }

  private static List<Permission> read(Parameters asked, Region region) {
    String protocol = asked.required("IpProtocol");
    boolean isAll = protocol.equals(ALL);
    int from = isAll ? -1 : port(asked, "FromPort");
    int to = isAll ? -1 : port(asked, "ToPort");
    List<Permission> permissions = new ArrayList<>();
    for (Parameters group : asked.parts("Groups")) {
      String id = region.groups().known(group.required("GroupId")).id();
      permissions.add(
          new Permission(protocol, from, to, id, true, group.text("Description").orElse("")));
    }
    for (Parameters range : asked.parts("IpRanges")) {
      String block = range.required("CidrIp");
      if (!block.matches("([0-9]{1,3}\\.){3}[0-9]{1,3}/[0-9]{1,2}")) {
        throw Ec2Refusal.of("InvalidParameterValue", "CIDR block %s is malformed", block);
      }
      permissions.add(
          new Permission(protocol, from, to, block, false, range.text("Description").orElse("")));
    }
    return permissions;
  }

  private static int port(Parameters asked, String name) {
    return asked.number(name).orElseThrow(() -> Ec2Refusal.missing(asked.path() + name));
  }
}
