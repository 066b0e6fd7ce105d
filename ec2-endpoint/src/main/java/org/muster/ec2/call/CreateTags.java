package org.muster.ec2.call;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.muster.ec2.books.Region;
import org.muster.ec2.books.Resource;
import org.muster.ec2.query.Ec2Refusal;
import org.muster.ec2.query.Parameters;
import org.muster.ec2.query.Xml;

/** Gives tags to what is there. */
final class CreateTags implements Call {
  @Override
  public Set<String> parameters() {
    return Takes.tags("ResourceId.N");
  }

  @Override
  public void answer(Parameters asked, Region region, Xml xml) {
    Map<String, Optional<String>> changes = new TreeMap<>();
    TagList.read(asked).forEach((key, value) -> changes.put(key, Optional.of(value)));
    if (changes.isEmpty()) {
      throw Ec2Refusal.missing("Tag");
    }
    resources(asked, region).forEach(each -> region.tag(each, changes));
    xml.put("return", true);
  }

  /** All that a call names. */
  static List<Resource> resources(Parameters asked, Region region) {
    List<String> ids = asked.list("ResourceId");
    if (ids.isEmpty()) {
      throw Ec2Refusal.missing("ResourceId");
    }
    return ids.stream().map(region::resource).toList();
  }
}
