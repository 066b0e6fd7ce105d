package org.muster.ec2.call;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.muster.ec2.books.Region;
import org.muster.ec2.books.VolumeEntry;
import org.muster.ec2.books.Volumes;
import org.muster.ec2.query.Filters;
import org.muster.ec2.query.Page;
import org.muster.ec2.query.Parameters;
import org.muster.ec2.query.Xml;

/** Shows volumes, as they were a moment ago. */
final class DescribeVolumes implements Call {
  private static final String IDS = "VolumeId";

  @Override
  public Set<String> parameters() {
    return Takes.described("VolumeId.N");
  }

  @Override
  public void answer(Parameters asked, Region region, Xml xml) {
    Instant at = region.view();
    List<Volumes.Placed> shown = region.volumes().shown();
    List<String> ids = asked.list(IDS);
    List<Volumes.Placed> meant =
        ids.isEmpty() ? shown : ids.stream().map(id -> Volumes.found(id, shown)).toList();
    Filters filters = Filters.of(asked);
    Page<Volumes.Placed> page =
        Page.of(
            asked,
            IDS,
            meant.stream()
                .filter(each -> filters.match(each.volume().tags(), name -> values(each, at, name)))
                .toList());
    xml.items("volumeSet", page.items(), (item, placed) -> write(item, placed, at));
    xml.put("nextToken", page.next());
  }

  private static String status(Volumes.Placed placed, Instant at) {
    return placed.isInUse(at) ? "in-use" : "available";
  }

  private static Optional<Collection<String>> values(
      Volumes.Placed placed, Instant at, String filter) {
    VolumeEntry volume = placed.volume();
    return Optional.ofNullable(
        switch (filter) {
          case "volume-id" -> List.of(volume.id());
          case "status" -> List.of(status(placed, at));
          case "size" -> List.of(Integer.toString(volume.wish().gibibytes()));
          case "volume-type" -> List.of(volume.wish().type());
          case "encrypted" -> List.of(Boolean.toString(volume.wish().isEncrypted()));
          case "snapshot-id" -> volume.snapshot().stream().toList();
          case "availability-zone" -> List.of(placed.instance().wish().subnet().zone());
          case "attachment.instance-id" -> attached(placed, at, placed.instance().id());
          case "attachment.device" -> attached(placed, at, volume.wish().device());
          case "attachment.status" -> attached(placed, at, "attached");
          case "attachment.delete-on-termination" ->
              attached(placed, at, Boolean.toString(volume.wish().endsWithInstance()));
          default -> null;
        });
  }

  private static List<String> attached(Volumes.Placed placed, Instant at, String value) {
    return placed.isInUse(at) ? List.of(value) : List.of();
  }

  private static void write(Xml xml, Volumes.Placed placed, Instant at) {
    VolumeEntry volume = placed.volume();
    xml.put("volumeId", volume.id()).put("size", volume.wish().gibibytes());
    xml.put("snapshotId", volume.snapshot().orElse(""));
    xml.put("availabilityZone", placed.instance().wish().subnet().zone());
    xml.put("status", status(placed, at)).put("createTime", volume.madeAt());
    xml.items(
        "attachmentSet",
        placed.isInUse(at) ? List.of(placed) : List.<Volumes.Placed>of(),
        (item, each) ->
            item.put("volumeId", volume.id())
                .put("instanceId", each.instance().id())
                .put("device", volume.wish().device())
                .put("status", "attached")
                .put("attachTime", volume.madeAt())
                .put("deleteOnTermination", volume.wish().endsWithInstance()));
    xml.put("volumeType", volume.wish().type()).put("encrypted", volume.wish().isEncrypted());
    TagList.write(xml, volume.tags());
  }
}
