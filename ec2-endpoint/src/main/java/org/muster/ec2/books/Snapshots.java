package org.muster.ec2.books;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.muster.ec2.query.Ec2Refusal;

/** The snapshots of a region. */
public final class Snapshots {
  private final Region region;
  private final Map<String, SnapshotEntry> all = new LinkedHashMap<>();

  Snapshots(Region region) {
    this.region = region;
  }

  void add(SnapshotEntry snapshot) {
    all.put(snapshot.id(), snapshot);
  }

  /** Those that are there, whatever descriptions show. */
  public List<SnapshotEntry> there() {
    synchronized (region) {
      return all.values().stream().filter(each -> each.isThere(region.now())).toList();
    }
  }

  /** Those that descriptions show. */
  public List<SnapshotEntry> shown() {
    return all.values().stream().filter(each -> each.isThere(region.view())).toList();
  }

  /** That of some that has an id. */
  public static SnapshotEntry found(String id, List<SnapshotEntry> among) {
    if (!id.matches("snap-([0-9a-f]{8}|[0-9a-f]{17})")) {
      throw Ec2Refusal.of("InvalidSnapshotID.Malformed", "Invalid id: \"%s\"", id);
    }
    return among.stream()
        .filter(each -> each.id().equals(id))
        .findFirst()
        .orElseThrow(
            () ->
                Ec2Refusal.of("InvalidSnapshot.NotFound", "The snapshot '%s' does not exist.", id));
  }

  /** An image that it is part of. */
  public Optional<ImageEntry> user(SnapshotEntry snapshot) {
    return region.images().there().stream()
        .filter(
            each -> each.origin().disks().stream().anyMatch(disk -> disk.snapshot() == snapshot))
        .findFirst();
  }

  /** Unless an image is made of it. */
  public void remove(String id) {
    SnapshotEntry snapshot =
        found(id, there().stream().filter(region::isKnown).filter(region::isOurs).toList());
    user(snapshot)
        .ifPresent(
            image -> {
              throw Ec2Refusal.of(
                  "InvalidSnapshot.InUse",
                  "The snapshot %s is currently in use by %s",
                  id,
                  image.id());
            });
    snapshot.endAt(region.now());
  }
}
