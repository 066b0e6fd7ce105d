package org.muster.ec2.books;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Something that has an id and tags, since some time and perhaps until some time. */
public abstract sealed class Resource
    permits GroupEntry,
        ImageEntry,
        InstanceEntry,
        KeyEntry,
        SnapshotEntry,
        SubnetEntry,
        VolumeEntry {
  private final String id;
  private final Instant madeAt;
  private final SortedMap<String, String> tags = new TreeMap<>();
  private Instant goneAt = Instant.MAX;

  Resource(String id, Instant madeAt, Map<String, String> tags) {
    this.id = id;
    this.madeAt = madeAt;
    this.tags.putAll(tags);
  }

  public final String id() {
    return id;
  }

  public final Instant madeAt() {
    return madeAt;
  }

  public final SortedMap<String, String> tags() {
    return Collections.unmodifiableSortedMap(tags);
  }

  final void tag(Map<String, String> more) {
    tags.putAll(more);
  }

  final void untag(String key) {
    tags.remove(key);
  }

  final void endAt(Instant time) {
    goneAt = time;
  }

  /** Whether it was there at a time. */
  public final boolean isThere(Instant at) {
    return !madeAt.isAfter(at) && goneAt.isAfter(at);
  }
}
