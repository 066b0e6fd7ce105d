package org.muster.ec2.call;

import java.time.Instant;
import java.util.List;
import org.muster.ec2.books.ImageDisk;
import org.muster.ec2.books.ImageEntry;
import org.muster.ec2.books.ImageOrder;
import org.muster.ec2.books.SnapshotEntry;
import org.muster.ec2.query.Ec2Refusal;
import org.muster.ec2.query.Parameters;
import org.muster.ec2.query.Xml;

/** Images as calls ask for them, and as answers tell them, as they were at a time. */
record ImageText(Instant at) {
  private static final String NAME = "[a-zA-Z0-9()\\[\\] ./\\-'@_]{3,128}";
  private static final int LONGEST_DESCRIPTION = 255;

  static ImageOrder order(Parameters asked) {
    String name = asked.required("Name");
    if (!name.matches(NAME)) {
      throw Ec2Refusal.of(
          "InvalidAMIName.Malformed",
          "AMI names must be between 3 and 128 characters long, and may contain letters, numbers, and ()[] ./-'@_");
    }
    return new ImageOrder(
        name,
        description(asked.text("Description").orElse("")),
        TagList.specifiedOnly(asked, "image", "snapshot"),
        TagList.specifiedOnly(asked, "snapshot", "image"));
  }

  static String description(String text) {
    if (text.length() > LONGEST_DESCRIPTION) {
      throw Ec2Refusal.invalid("description", text);
    }
    return text;
  }

  void write(Xml xml, ImageEntry image) {
    xml.put("imageId", image.id());
    xml.put("imageLocation", "%s/%s".formatted(image.owner(), image.name()));
    xml.put("imageState", image.stateAt(at).label()).put("imageOwnerId", image.owner());
    xml.put("creationDate", image.madeAt()).put("isPublic", image.isPublic());
    xml.put("architecture", "x86_64").put("imageType", "machine").put("name", image.name());
    if (!image.description().isEmpty()) {
      xml.put("description", image.description());
    }
    xml.put("rootDeviceType", "ebs").put("rootDeviceName", image.rootDevice());
    disks(xml, image.origin().disks());
    xml.put("virtualizationType", "hvm").put("hypervisor", "xen");
    xml.put("sourceInstanceId", image.origin().instance());
    xml.put("sourceImageId", image.origin().image());
    image
        .failure(at)
        .ifPresent(
            why ->
                xml.in(
                    "stateReason",
                    in -> in.put("code", "Server.InternalError").put("message", why)));
    TagList.write(xml, image.tags());
  }

  static void disks(Xml xml, List<ImageDisk> disks) {
    xml.items(
        "blockDeviceMapping",
        disks,
        (item, disk) -> {
          SnapshotEntry.Origin of = disk.snapshot().origin();
          item.put("deviceName", disk.device());
          item.in(
              "ebs",
              ebs ->
                  ebs.put("snapshotId", disk.snapshot().id())
                      .put("volumeSize", of.gibibytes())
                      .put("deleteOnTermination", disk.endsWithInstance())
                      .put("volumeType", disk.type())
                      .put("encrypted", of.isEncrypted()));
        });
  }
}
