package org.muster.coordinator.provider.local;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.muster.coordinator.provider.PrivateFile;
import org.muster.protocol.ClusterName;
import org.muster.protocol.Names;
import org.muster.protocol.NodeId;

/** Where the things of one cluster's nodes are. */
public record ClusterPlace(Path home, ClusterName name) {
  private static final String FIRST_KIND = "process";

  /** Every cluster that has a directory. */
  public static List<ClusterPlace> all(Path home) throws IOException {
    List<ClusterPlace> clusters = new ArrayList<>();
    for (String name : folders(home.resolve("clusters"))) {
      clusters.add(new ClusterPlace(home, new ClusterName(name)));
    }
    return clusters;
  }

  public Path directory() {
    return home.resolve("clusters").resolve(name.value());
  }

  Path nodes() {
    return directory().resolve("nodes");
  }

  public NodePlace node(NodeId node) {
    return new NodePlace(nodes().resolve(node.value()));
  }

  public List<NodePlace> allNodes() throws IOException {
    return folders(nodes()).stream().map(node -> new NodePlace(nodes().resolve(node))).toList();
  }

  /** The nodes of these instances, but none that belongs to another life by now. */
  List<NodePlace> named(long incarnation, Collection<String> instances) throws IOException {
    List<NodePlace> named = new ArrayList<>();
    for (String instance : instances) {
      Optional<NodePlace> node = LocalInstance.node(name, incarnation, instance).map(this::node);
      if (node.isPresent() && isOf(incarnation, node.get())) {
        named.add(node.get());
      }
    }
    return named;
  }

  /** A directory without a record counts: processes may be left of it. */
  private static boolean isOf(long incarnation, NodePlace node) throws IOException {
    Optional<NodeRecord> found = node.record();
    return found.isEmpty() || found.get().incarnation() == incarnation;
  }

  void create() throws IOException {
    Files.createDirectories(
        directory(),
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    Files.createDirectories(nodes());
  }

  /** What its nodes are made of. */
  public String isolation() throws IOException {
    return PrivateFile.read(directory().resolve("isolation")).orElse(FIRST_KIND).strip();
  }

  void writeIsolation(String name) throws IOException {
    PrivateFile.replace(directory().resolve("isolation"), name + "\n");
  }

  public Optional<AddressBlock> block() throws IOException {
    return PrivateFile.read(directory().resolve("addresses")).map(AddressBlock::parse);
  }

  void write(AddressBlock block) throws IOException {
    PrivateFile.replace(directory().resolve("addresses"), block.toString());
  }

  /** Takes a node out at once: what is moved away is no node any more, and waits to be deleted. */
  void discard(NodePlace node) throws IOException {
    if (Files.exists(node.root())) {
      Files.createDirectories(discarded());
      Path away = discarded().resolve(node.root().getFileName());
      FileTree.delete(home, away);
      Files.move(node.root(), away, StandardCopyOption.ATOMIC_MOVE);
    }
  }

  void deleteDiscarded() throws IOException {
    FileTree.delete(home, discarded());
  }

  private Path discarded() {
    return directory().resolve("discarded");
  }

  private static SortedSet<String> folders(Path directory) throws IOException {
    SortedSet<String> names = new TreeSet<>();
    if (!Files.isDirectory(directory)) {
      return names;
    }
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
      for (Path entry : entries) {
        String name = entry.getFileName().toString();
        if (Names.isValid(name) && Files.isDirectory(entry)) {
          names.add(name);
        }
      }
    }
    return names;
  }
}
