package org.muster.ec2.call;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.muster.ec2.books.ImageEntry;
import org.muster.ec2.books.Region;
import org.muster.ec2.query.Filters;
import org.muster.ec2.query.Page;
import org.muster.ec2.query.Parameters;
import org.muster.ec2.query.Xml;

/** Shows images. */
final class DescribeImages implements Call {
  private static final String IDS = "ImageId";

  @Override
  public Set<String> parameters() {
    return Takes.described("ImageId.N", "Owner.N");
  }

  @Override
  public void answer(Parameters asked, Region region, Xml xml) {
    List<String> ids = asked.list(IDS);
    Collection<ImageEntry> meant =
        ids.isEmpty() ? region.images() : ids.stream().map(region::image).toList();
    List<String> owners = asked.list("Owner");
    Filters filters = Filters.of(asked);
    Page<ImageEntry> page =
        Page.of(
            asked,
            IDS,
            meant.stream()
                .filter(each -> owners.isEmpty() || isOwned(each, owners, region))
                .filter(each -> filters.match(each.tags(), name -> values(each, name)))
                .toList());
    xml.items("imagesSet", page.items(), (item, image) -> write(item, image));
    xml.put("nextToken", page.next());
  }

  private static boolean isOwned(ImageEntry image, List<String> owners, Region region) {
    boolean isOwn = image.owner().equals(region.nature().account());
    return owners.contains(image.owner()) || (isOwn && owners.contains("self"));
  }

  private static Optional<Collection<String>> values(ImageEntry image, String filter) {
    return Optional.ofNullable(
        switch (filter) {
          case "name" -> List.of(image.name());
          case "image-id" -> List.of(image.id());
          case "owner-id" -> List.of(image.owner());
          case "state" -> List.of("available");
          case "architecture" -> List.of("x86_64");
          case "root-device-type" -> List.of("ebs");
          case "virtualization-type" -> List.of("hvm");
          default -> null;
        });
  }

  private static void write(Xml xml, ImageEntry image) {
    xml.put("imageId", image.id());
    xml.put("imageLocation", "%s/%s".formatted(image.owner(), image.name()));
    xml.put("imageState", "available").put("imageOwnerId", image.owner());
    xml.put("creationDate", image.madeAt()).put("isPublic", false);
    xml.put("architecture", "x86_64").put("imageType", "machine").put("name", image.name());
    xml.put("rootDeviceType", "ebs").put("rootDeviceName", image.rootDevice());
    xml.put("virtualizationType", "hvm").put("hypervisor", "xen");
    TagList.write(xml, image.tags());
  }
}
