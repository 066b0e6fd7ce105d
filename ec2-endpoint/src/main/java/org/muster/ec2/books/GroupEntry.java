package org.muster.ec2.books;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A security group. */
public final class GroupEntry extends Resource {
  private final String name;
  private final String description;
  private final String network;
  private final List<Permission> inbound = new ArrayList<>();

  GroupEntry(
      String id,
      Instant madeAt,
      Map<String, String> tags,
      String name,
      String description,
      String network) {
    super(id, madeAt, tags);
    this.name = name;
    this.description = description;
    this.network = network;
  }

  public String name() {
    return name;
  }

  public String description() {
    return description;
  }

  public String network() {
    return network;
  }

  public List<Permission> inbound() {
    return List.copyOf(inbound);
  }

  boolean has(Permission permission) {
    return inbound.stream().anyMatch(permission::isSameAs);
  }

  void add(Permission permission) {
    inbound.add(permission);
  }
}
