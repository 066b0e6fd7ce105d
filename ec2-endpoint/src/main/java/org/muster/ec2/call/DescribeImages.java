package org.muster.ec2.call;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.muster.ec2.books.ImageDisk;
import org.muster.ec2.books.ImageEntry;
import org.muster.ec2.books.Region;
import org.muster.ec2.query.Filters;
import org.muster.ec2.query.Page;
import org.muster.ec2.query.Parameters;
import org.muster.ec2.query.Xml;

/** Shows images, as they were a moment ago. */
final class DescribeImages implements Call {
  private static final String IDS = "ImageId";
  private static final String SELF = "self";

  @Override
  public Set<String> parameters() {
    return Takes.described("ImageId.N", "Owner.N", "ExecutableBy.N");
  }

  @Override
  public void answer(Parameters asked, Region region, Xml xml) {
    List<String> ids = asked.list(IDS);
    Collection<ImageEntry> meant =
        ids.isEmpty() ? region.images().shown() : ids.stream().map(region.images()::shown).toList();
    List<String> owners = asked.list("Owner");
    List<String> launchers = asked.list("ExecutableBy");
    String account = region.nature().account();
    Filters filters = Filters.of(asked);
    Page<ImageEntry> page =
        Page.of(
            asked,
            IDS,
            meant.stream()
                .filter(each -> owners.isEmpty() || isOwned(each, owners, account))
                .filter(each -> launchers.isEmpty() || isOpen(each, launchers, account))
                .filter(
                    each -> filters.match(each.tags(), name -> values(each, region.view(), name)))
                .toList());
    ImageText text = new ImageText(region.view());
    xml.items("imagesSet", page.items(), text::write);
    xml.put("nextToken", page.next());
  }

  private static boolean isOwned(ImageEntry image, List<String> owners, String account) {
    boolean isOwn = image.owner().equals(account);
    return owners.contains(image.owner()) || (isOwn && owners.contains(SELF));
  }

  private static boolean isOpen(ImageEntry image, List<String> launchers, String account) {
    return launchers.stream()
        .map(each -> each.equals(SELF) ? account : each)
        .anyMatch(image.launchers()::contains);
  }

  private static Optional<Collection<String>> values(ImageEntry image, Instant at, String filter) {
    return Optional.ofNullable(
        switch (filter) {
          case "name" -> List.of(image.name());
          case "description" -> List.of(image.description());
          case "image-id" -> List.of(image.id());
          case "owner-id" -> List.of(image.owner());
          case "state" -> List.of(image.stateAt(at).label());
          case "is-public" -> List.of(Boolean.toString(image.isPublic()));
          case "architecture" -> List.of("x86_64");
          case "image-type" -> List.of("machine");
          case "hypervisor" -> List.of("xen");
          case "root-device-type" -> List.of("ebs");
          case "root-device-name" -> List.of(image.rootDevice());
          case "virtualization-type" -> List.of("hvm");
          case "source-instance-id" -> image.origin().instance().stream().toList();
          case "source-image-id" -> image.origin().image().stream().toList();
          case "block-device-mapping.device-name" -> disks(image, ImageDisk::device);
          case "block-device-mapping.snapshot-id" -> disks(image, disk -> disk.snapshot().id());
          default -> null;
        });
  }

  private static List<String> disks(ImageEntry image, Function<ImageDisk, String> word) {
    return image.origin().disks().stream().map(word).toList();
  }
}
