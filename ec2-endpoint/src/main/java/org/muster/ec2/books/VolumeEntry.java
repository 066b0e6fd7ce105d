package org.muster.ec2.books;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** A volume that an instance was started with. */
public final class VolumeEntry extends Resource {
  private final VolumeWish wish;
  private final Optional<String> snapshot;

  VolumeEntry(String id, Instant madeAt, Devices.Planned planned, Map<String, String> tags) {
    super(id, madeAt, tags);
    this.wish = planned.wish();
    this.snapshot = planned.snapshot().map(SnapshotEntry::id);
  }

  public VolumeWish wish() {
    return wish;
  }

  /** The id of what was on it at first. */
  public Optional<String> snapshot() {
    return snapshot;
  }
}
