package org.muster.ec2.call;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.muster.ec2.books.ImageEntry;
import org.muster.ec2.books.ImageOrder;
import org.muster.ec2.books.Region;
import org.muster.ec2.query.Ec2Refusal;
import org.muster.ec2.query.Parameters;
import org.muster.ec2.query.Xml;

/** Makes an image like another one of the region, with snapshots of its own. */
final class CopyImage implements Call {
  @Override
  public Set<String> parameters() {
    return Takes.tagged(
        "SourceImageId",
        "SourceRegion",
        "Name",
        "Description",
        "Encrypted",
        "KmsKeyId",
        "ClientToken",
        "CopyImageTags");
  }

  @Override
  public void answer(Parameters asked, Region region, Xml xml) {
    String from = asked.required("SourceRegion");
    if (!from.equals(region.nature().name())) {
      throw Ec2Refusal.of("InvalidRegion", "The region %s is not available", from);
    }
    boolean isEncrypted = asked.flag("Encrypted").orElse(false);
    if (asked.said("KmsKeyId").isPresent() && !isEncrypted) {
      throw Ec2Refusal.of(
          "InvalidParameterDependency", "KmsKeyId cannot be set if Encrypted is not.");
    }
    ImageEntry source = region.images().usable(asked.required("SourceImageId"));
    ImageOrder order = ImageText.order(asked);
    if (asked.flag("CopyImageTags").orElse(false)) {
      order = order.withTagsOf(source);
    }
    Map<String, String> spoken = new TreeMap<>(asked.all());
    ImageEntry image =
        region.images().copy(source, order, isEncrypted, asked.said("ClientToken"), spoken);
    xml.put("imageId", image.id());
  }
}
