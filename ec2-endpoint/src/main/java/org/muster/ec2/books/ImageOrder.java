package org.muster.ec2.books;

import java.util.SortedMap;
import java.util.TreeMap;

/** How an image is to be called that a call makes. */
public record ImageOrder(
    String name,
    String description,
    SortedMap<String, String> tags,
    SortedMap<String, String> snapshotTags) {
  public ImageOrder {
    tags = new TreeMap<>(tags);
    snapshotTags = new TreeMap<>(snapshotTags);
  }

  /** Its own win. */
  public ImageOrder withTagsOf(ImageEntry other) {
    SortedMap<String, String> all = new TreeMap<>(other.tags());
    all.putAll(tags);
    return new ImageOrder(name, description, all, snapshotTags);
  }
}
