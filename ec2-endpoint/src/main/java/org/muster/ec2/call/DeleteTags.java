package org.muster.ec2.call;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.muster.ec2.books.Region;
import org.muster.ec2.books.Resource;
import org.muster.ec2.query.Parameters;
import org.muster.ec2.query.Xml;

/** Takes tags away: all, or some, and those with a value only when they have it. */
final class DeleteTags implements Call {
  @Override
  public Set<String> parameters() {
    return Takes.tags("ResourceId.N");
  }

  @Override
  public void answer(Parameters asked, Region region, Xml xml) {
    for (Resource resource : CreateTags.resources(asked, region)) {
      region.tag(resource, changes(asked, resource));
    }
    xml.put("return", true);
  }

  private static Map<String, Optional<String>> changes(Parameters asked, Resource resource) {
    Map<String, Optional<String>> changes = new TreeMap<>();
    if (asked.parts("Tag").isEmpty()) {
      resource.tags().keySet().forEach(key -> changes.put(key, Optional.empty()));
    }
    for (Parameters tag : asked.parts("Tag")) {
      String key = tag.required("Key");
      Optional<String> value = tag.text("Value");
      if (value.isEmpty() || value.get().equals(resource.tags().get(key))) {
        changes.put(key, Optional.empty());
      }
    }
    return changes;
  }
}
