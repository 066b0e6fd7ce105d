package org.muster.ec2.books;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.muster.ec2.query.Ec2Refusal;

/** The security groups of a region. Who calls more than {@link #there()} holds its lock. */
public final class Groups {
  private static final String DEFAULT = "default";

  private final Region region;
  private final Ids ids;
  private final Map<String, GroupEntry> all = new LinkedHashMap<>();

  Groups(Region region, Ids ids) {
    this.region = region;
    this.ids = ids;
  }

  /** As calls know it that change something. */
  public GroupEntry known(String id) {
    GroupEntry group = all.get(id);
    if (group == null
        || group.madeAt().isAfter(region.knowledge())
        || !group.isThere(region.now())) {
      throw Ec2Refusal.of("InvalidGroup.NotFound", "The security group '%s' does not exist", id);
    }
    return group;
  }

  /** Every network has one. */
  public GroupEntry ofNetwork(String network) {
    return all.values().stream()
        .filter(each -> each.network().equals(network) && each.name().equals(DEFAULT))
        .findFirst()
        .orElseGet(() -> added(network));
  }

  private GroupEntry added(String network) {
    GroupEntry made =
        new GroupEntry(
            ids.next("sg"), Instant.MIN, Map.of(), DEFAULT, "default VPC security group", network);
    all.put(made.id(), made);
    return made;
  }

  /** Those that are there, whatever descriptions show. */
  public List<GroupEntry> there() {
    synchronized (region) {
      return all.values().stream().filter(each -> each.isThere(region.now())).toList();
    }
  }

  /** Those that descriptions show. */
  public List<GroupEntry> shown() {
    return all.values().stream().filter(each -> each.isThere(region.view())).toList();
  }

  public GroupEntry make(
      String name, String description, String network, Map<String, String> tags) {
    if (there().stream()
        .anyMatch(each -> each.network().equals(network) && each.name().equals(name))) {
      throw Ec2Refusal.of(
          "InvalidGroup.Duplicate",
          "The security group '%s' already exists for VPC '%s'",
          name,
          network);
    }
    GroupEntry made =
        new GroupEntry(ids.next("sg"), region.now(), tags, name, description, network);
    all.put(made.id(), made);
    return made;
  }

  /** All of them, or none. */
  public void allow(GroupEntry group, List<Permission> permissions) {
    for (Permission permission : permissions) {
      if (group.has(permission)) {
        throw Ec2Refusal.of(
            "InvalidPermission.Duplicate",
            "the specified rule \"peer: %s, %s, from port: %d, to port: %d, ALLOW\" already exists",
            permission.source(),
            permission.protocol(),
            permission.from(),
            permission.to());
      }
    }
    permissions.forEach(group::add);
  }

  /** Unless an instance that is not quite gone is in it, or another group's rules name it. */
  public void remove(GroupEntry group) {
    if (group.name().equals(DEFAULT)) {
      throw Ec2Refusal.of(
          "CannotDelete",
          "the specified group: \"%s\" name: \"default\" cannot be deleted by a user",
          group.id());
    }
    boolean isUsed =
        region.instances().stream()
            .filter(each -> each.stateAt(region.now()) != InstanceState.TERMINATED)
            .anyMatch(each -> each.wish().groups().contains(group));
    boolean isNamed =
        there().stream()
            .filter(each -> each != group)
            .flatMap(each -> each.inbound().stream())
            .anyMatch(rule -> rule.source().equals(group.id()));
    if (isUsed || isNamed) {
      throw Ec2Refusal.of("DependencyViolation", "resource %s has a dependent object", group.id());
    }
    group.endAt(region.now());
  }
}
