package org.muster.ec2.books;

import java.time.Instant;
import java.util.Map;

/** An image. */
public final class ImageEntry extends Resource {
  private final String name;
  private final String owner;
  private final String rootDevice;

  ImageEntry(String id, Instant madeAt, String name, String owner, String rootDevice) {
    super(id, madeAt, Map.of());
    this.name = name;
    this.owner = owner;
    this.rootDevice = rootDevice;
  }

  public String name() {
    return name;
  }

  public String owner() {
    return owner;
  }

  public String rootDevice() {
    return rootDevice;
  }
}
