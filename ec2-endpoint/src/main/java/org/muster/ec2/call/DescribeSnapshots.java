package org.muster.ec2.call;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.muster.ec2.books.Region;
import org.muster.ec2.books.SnapshotEntry;
import org.muster.ec2.books.Snapshots;
import org.muster.ec2.query.Filters;
import org.muster.ec2.query.Page;
import org.muster.ec2.query.Parameters;
import org.muster.ec2.query.Xml;

/** Shows the account's snapshots, as they were a moment ago; nobody else's are open to it. */
final class DescribeSnapshots implements Call {
  private static final String IDS = "SnapshotId";

  @Override
  public Set<String> parameters() {
    return Takes.described("SnapshotId.N", "Owner.N", "RestorableBy.N");
  }

  @Override
  public void answer(Parameters asked, Region region, Xml xml) {
    Instant at = region.view();
    String account = region.nature().account();
    List<SnapshotEntry> shown = region.snapshots().shown();
    List<String> ids = asked.list(IDS);
    List<SnapshotEntry> meant =
        ids.isEmpty() ? shown : ids.stream().map(id -> Snapshots.found(id, shown)).toList();
    Filters filters = Filters.of(asked);
    Page<SnapshotEntry> page =
        Page.of(
            asked,
            IDS,
            meant.stream()
                .filter(each -> each.origin().owner().equals(account))
                .filter(each -> names(asked.list("Owner"), account))
                .filter(each -> names(asked.list("RestorableBy"), account))
                .filter(each -> filters.match(each.tags(), name -> values(each, at, name)))
                .toList());
    xml.items("snapshotSet", page.items(), (item, snapshot) -> write(item, snapshot, at));
    xml.put("nextToken", page.next());
  }

  private static boolean names(List<String> accounts, String account) {
    return accounts.isEmpty() || accounts.contains("self") || accounts.contains(account);
  }

  private static String progress(SnapshotEntry snapshot, Instant at) {
    return snapshot.stateAt(at).equals("completed") ? "100%" : "0%";
  }

  private static Optional<Collection<String>> values(
      SnapshotEntry snapshot, Instant at, String filter) {
    SnapshotEntry.Origin of = snapshot.origin();
    return Optional.ofNullable(
        switch (filter) {
          case "snapshot-id" -> List.of(snapshot.id());
          case "status" -> List.of(snapshot.stateAt(at));
          case "progress" -> List.of(progress(snapshot, at));
          case "volume-id" -> List.of(of.volume());
          case "volume-size" -> List.of(Integer.toString(of.gibibytes()));
          case "encrypted" -> List.of(Boolean.toString(of.isEncrypted()));
          case "description" -> List.of(of.description());
          case "owner-id" -> List.of(of.owner());
          case "storage-tier" -> List.of("standard");
          default -> null;
        });
  }

  private static void write(Xml xml, SnapshotEntry snapshot, Instant at) {
    SnapshotEntry.Origin of = snapshot.origin();
    xml.put("snapshotId", snapshot.id()).put("volumeId", of.volume());
    xml.put("status", snapshot.stateAt(at)).put("progress", progress(snapshot, at));
    xml.put("startTime", snapshot.madeAt());
    snapshot.completedAt(at).ifPresent(time -> xml.put("completionTime", time));
    xml.put("ownerId", of.owner()).put("volumeSize", of.gibibytes());
    xml.put("description", of.description()).put("encrypted", of.isEncrypted());
    xml.put("storageTier", "standard");
    TagList.write(xml, snapshot.tags());
  }
}
