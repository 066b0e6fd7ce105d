package org.muster.ec2.call;

import java.util.Set;
import org.muster.ec2.books.ImageEntry;
import org.muster.ec2.books.Region;
import org.muster.ec2.query.Ec2Refusal;
import org.muster.ec2.query.Parameters;
import org.muster.ec2.query.Xml;

/** Shows an image's description, its volumes, or who may start instances from it. */
final class DescribeImageAttribute implements Call {
  @Override
  public Set<String> parameters() {
    return Takes.of("ImageId", "Attribute");
  }

  @Override
  public void answer(Parameters asked, Region region, Xml xml) {
    String attribute = asked.required("Attribute");
    ImageEntry image = region.images().own(asked.required("ImageId"));
    xml.put("imageId", image.id());
    switch (attribute) {
      case "description" -> xml.in("description", in -> in.put("value", image.description()));
      case "launchPermission" ->
          xml.items(
              attribute,
              image.launchers(),
              (item, who) -> item.put(who.equals(ImageEntry.ALL) ? "group" : "userId", who));
      case "blockDeviceMapping" -> ImageText.disks(xml, image.origin().disks());
      default -> throw Ec2Refusal.invalid("attribute", attribute);
    }
  }
}
