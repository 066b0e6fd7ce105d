package org.muster.ec2.call;

import java.util.List;
import java.util.Set;
import org.muster.ec2.books.ImageDisk;
import org.muster.ec2.books.ImageEntry;
import org.muster.ec2.books.Region;
import org.muster.ec2.books.SnapshotEntry;
import org.muster.ec2.query.Parameters;
import org.muster.ec2.query.Xml;

/** Forgets an image, and its snapshots when that is wanted; what runs from it goes on. */
final class DeregisterImage implements Call {
  private record Deleted(String snapshot, String outcome) {}

  @Override
  public Set<String> parameters() {
    return Takes.of("ImageId", "DeleteAssociatedSnapshots");
  }

  @Override
  public void answer(Parameters asked, Region region, Xml xml) {
    ImageEntry image = region.images().own(asked.required("ImageId"));
    region.images().deregister(image);
    xml.put("return", true);
    if (asked.flag("DeleteAssociatedSnapshots").orElse(false)) {
      List<Deleted> deleted =
          image.origin().disks().stream()
              .map(ImageDisk::snapshot)
              .filter(each -> each.isThere(region.now()))
              .map(each -> deleted(each, region))
              .toList();
      xml.items(
          "deleteSnapshotResultSet",
          deleted,
          (item, each) ->
              item.put("snapshotId", each.snapshot()).put("returnCode", each.outcome()));
    }
  }

  private static Deleted deleted(SnapshotEntry snapshot, Region region) {
    if (region.snapshots().user(snapshot).isPresent()) {
      return new Deleted(snapshot.id(), "skipped");
    }
    region.snapshots().remove(snapshot.id());
    return new Deleted(snapshot.id(), "success");
  }
}
