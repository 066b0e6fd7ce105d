package org.muster.ec2.call;

import java.util.Set;
import org.muster.ec2.books.Region;
import org.muster.ec2.query.Parameters;
import org.muster.ec2.query.Xml;

/** Removes a security group that nothing uses. */
final class DeleteSecurityGroup implements Call {
  @Override
  public Set<String> parameters() {
    return Takes.of("GroupId");
  }

  @Override
  public void answer(Parameters asked, Region region, Xml xml) {
    String id = asked.required("GroupId");
    region.groups().remove(region.groups().known(id));
    xml.put("return", true).put("groupId", id);
  }
}
