package org.muster.coordinator.provider.local.container;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.muster.coordinator.provider.local.NodePlace;

/** Where the things of a node in a container are, all in the node's directory. */
record ContainerPlace(NodePlace node) {
  ContainerPlace {
    requireNonNull(node, "node is null");
  }

  /** What the node wrote over its image. */
  Path upper() {
    return node.root().resolve("upper");
  }

  Path work() {
    return node.root().resolve("work");
  }

  /** Image and what was written, as the node sees them; empty while it is off. */
  Path merged() {
    return node.root().resolve("root");
  }

  Path bundle() {
    return node.root().resolve("bundle");
  }

  Path volumes() {
    return node.root().resolve("volumes");
  }

  /** What the node's first process says, as on the screen of a machine. */
  Path console() {
    return node.root().resolve("console.log");
  }

  /** What the node was made of: layers, size, volumes. */
  Path machine() {
    return node.state().resolve("machine.json");
  }

  void create() throws IOException {
    node.createState();
    for (Path folder : List.of(work(), merged(), bundle(), volumes())) {
      Files.createDirectories(folder);
    }
    Layers.createFolder(upper(), "etc/muster");
  }
}
