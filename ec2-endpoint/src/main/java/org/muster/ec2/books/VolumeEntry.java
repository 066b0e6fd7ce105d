package org.muster.ec2.books;

import java.time.Instant;
import java.util.Map;

/** A volume that an instance was started with. */
public final class VolumeEntry extends Resource {
  private final VolumeWish wish;

  VolumeEntry(String id, Instant madeAt, VolumeWish wish, Map<String, String> tags) {
    super(id, madeAt, tags);
    this.wish = wish;
  }

  public VolumeWish wish() {
    return wish;
  }
}
