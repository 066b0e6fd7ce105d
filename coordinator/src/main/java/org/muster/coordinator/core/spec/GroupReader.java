package org.muster.coordinator.core.spec;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.muster.coordinator.core.yaml.Place;
import org.muster.coordinator.core.yaml.Placed;
import org.muster.error.Problems;
import org.muster.protocol.Role;

/** Which nodes a cluster has: one master, and workers in any number of groups. */
final class GroupReader {
  static final int MAX_NODES = 10_000;

  private static final Place WORKERS = Place.of("--workers");

  private final Defaults defaults;
  private final Problems problems;
  private final Place file;

  GroupReader(Defaults defaults, Place file, Problems problems) {
    this.defaults = defaults;
    this.file = file;
    this.problems = problems;
  }

  /**
   * @param workers instead of those of the file; null for these
   * @param leastWorkers that there have to be
   */
  List<GroupSpec> groups(Optional<List<GroupDraft>> drafts, Integer workers, int leastWorkers) {
    List<GroupSpec> groups = drafts.map(this::read).orElse(defaults.groups());
    boolean wereRead = drafts.isEmpty() || groups.size() == drafts.get().size();
    if (wereRead) {
      checkMaster(groups);
    }
    List<GroupSpec> counted = workers == null ? groups : counted(groups, workers);
    if (wereRead && problems.isEmpty() && count(counted, Role.WORKER) < leastWorkers) {
      problems.add(
          (workers == null ? file : WORKERS)
              .says("a cluster has at least 1 worker; ask for one or more"));
    }
    if (counted.stream().mapToLong(GroupSpec::count).sum() > MAX_NODES) {
      problems.add(
          (workers == null ? file : WORKERS)
              .says("a cluster has at most %d nodes; ask for fewer".formatted(MAX_NODES)));
    }
    return counted;
  }

  private List<GroupSpec> read(List<GroupDraft> drafts) {
    List<GroupSpec> groups = new ArrayList<>();
    for (GroupDraft draft : drafts) {
      Optional<Role> role = draft.role().flatMap(text -> role(text.text()));
      int count = draft.count().map(GroupReader::number).orElse(1);
      if (role.isPresent() && count >= 0) {
        String type = draft.type().map(Placed::text).orElse(type(role.get()));
        groups.add(new GroupSpec(role.get(), count, type, draft.settings()));
      }
    }
    return groups;
  }

  private String type(Role role) {
    return defaults.groups().stream()
        .filter(group -> group.role() == role)
        .map(GroupSpec::type)
        .findFirst()
        .orElse("small");
  }

  private void checkMaster(List<GroupSpec> groups) {
    long masters = count(groups, Role.MASTER);
    if (masters == 0) {
      problems.add(file.says("no group has a master; add { role: master, count: 1 } to groups"));
    } else if (masters > 1) {
      problems.add(
          file.says(
              "%d masters are not possible: the modules know one; set the count of the master group to 1"
                  .formatted(masters)));
    }
  }

  private List<GroupSpec> counted(List<GroupSpec> groups, int workers) {
    if (workers < 0) {
      problems.add(
          WORKERS.says("%d workers are not possible; ask for 1 or more".formatted(workers)));
      return groups;
    }
    List<GroupSpec> ofWorkers =
        groups.stream().filter(group -> group.role() == Role.WORKER).toList();
    if (ofWorkers.size() > 1) {
      problems.add(
          WORKERS.says(
              "the file has %d groups of workers; set their counts there"
                  .formatted(ofWorkers.size())));
      return groups;
    }
    List<GroupSpec> counted = new ArrayList<>();
    for (GroupSpec group : groups) {
      boolean isCounted = group.role() == Role.WORKER;
      counted.add(
          isCounted ? new GroupSpec(group.role(), workers, group.type(), group.settings()) : group);
    }
    if (ofWorkers.isEmpty()) {
      counted.add(new GroupSpec(Role.WORKER, workers, type(Role.WORKER), null));
    }
    return counted;
  }

  private static long count(List<GroupSpec> groups, Role role) {
    return groups.stream().filter(group -> group.role() == role).mapToLong(GroupSpec::count).sum();
  }

  /** -1 for what the schema has refused already. */
  private static int number(Placed text) {
    return text.text().matches("[0-9]{1,5}") ? Integer.parseInt(text.text()) : -1;
  }

  private static Optional<Role> role(String label) {
    return label.equals("master")
        ? Optional.of(Role.MASTER)
        : label.equals("worker") ? Optional.of(Role.WORKER) : Optional.empty();
  }
}
