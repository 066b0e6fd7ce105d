package org.muster.coordinator.provider.local.container;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.muster.coordinator.provider.local.ClusterPlace;

/**
 * Where the things of a cluster's switch are: what a boot of the machine takes away below {@code
 * /run}, the rest with the cluster.
 */
record SwitchPlace(ContainerNames names, ClusterPlace cluster) {
  SwitchPlace {
    requireNonNull(names, "names is null");
    requireNonNull(cluster, "cluster is null");
  }

  String namespace() {
    return names.ofSwitch(cluster.name());
  }

  Path run() {
    return names.run();
  }

  /** There when the switch is whole. */
  Path isBuilt() {
    return inRun("built");
  }

  Path process() {
    return inRun("switchboard");
  }

  /** Where the coordinator listens for agents. */
  Path agentsSocket() {
    return inRun("agents");
  }

  /** Where the switchboard listens for people. */
  Path nodesSocket() {
    return inRun("nodes");
  }

  private Path inRun(String what) {
    return names.run().resolve("%s.%s".formatted(cluster.name(), what));
  }

  Path log() {
    return cluster.directory().resolve("switchboard.log");
  }

  /** What nodes may know of themselves, a folder for each address. */
  Path metadata() {
    return cluster.directory().resolve("metadata");
  }

  void create() throws IOException {
    Files.createDirectories(
        run(), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    Files.createDirectories(metadata());
  }

  void delete() throws IOException {
    for (Path file : List.of(isBuilt(), process(), agentsSocket(), nodesSocket())) {
      Files.deleteIfExists(file);
    }
  }
}
