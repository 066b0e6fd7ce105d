package org.muster.ec2.call;

import java.util.Set;
import java.util.SortedMap;
import org.muster.ec2.books.GroupEntry;
import org.muster.ec2.books.Region;
import org.muster.ec2.query.Ec2Refusal;
import org.muster.ec2.query.Parameters;
import org.muster.ec2.query.Xml;

/** Makes a security group, in the default network unless another is named. */
final class CreateSecurityGroup implements Call {
  private static final int LONGEST = 255;
  private static final String ALLOWED =
      "[a-zA-Z0-9 ._\\-:/()#,@\\[\\]+=&;{}!$*]{1,%d}".formatted(LONGEST);

  @Override
  public Set<String> parameters() {
    return Takes.tagged("GroupName", "GroupDescription", "VpcId");
  }

  @Override
  public void answer(Parameters asked, Region region, Xml xml) {
    String name = asked.required("GroupName");
    String description = asked.required("GroupDescription");
    check("groupName", name);
    check("groupDescription", description);
    if (name.startsWith("sg-")) {
      throw Ec2Refusal.invalid("groupName", name);
    }
    String network = asked.said("VpcId").orElseGet(region::network);
    if (region.subnets().stream().noneMatch(each -> each.network().equals(network))) {
      throw Ec2Refusal.of("InvalidVpcID.NotFound", "The vpc ID '%s' does not exist", network);
    }
    SortedMap<String, String> tags = TagList.specified(asked, "security-group");
    GroupEntry made = region.groups().make(name, description, network, tags);
    xml.put("return", true).put("groupId", made.id());
    TagList.write(xml, tags);
  }

  private static void check(String parameter, String text) {
    if (!text.matches(ALLOWED)) {
      throw Ec2Refusal.invalid(parameter, text);
    }
  }
}
