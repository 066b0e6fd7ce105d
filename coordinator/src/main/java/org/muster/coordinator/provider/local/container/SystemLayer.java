package org.muster.coordinator.provider.local.container;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.muster.protocol.Sha256;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The lowest layer of all nodes: a small Debian with Java. Built once from its recipe, and kept.
 */
final class SystemLayer {
  private static final Logger log = LoggerFactory.getLogger(SystemLayer.class);
  private static final Duration TO_BUILD = Duration.ofMinutes(20);
  private static final String SUITE = "bookworm";
  private static final String PACKAGES =
      "ca-certificates,curl,e2fsprogs,iproute2,netbase,openjdk-17-jdk-headless,procps,python3,rpm";

  /** Daemons of packages are started by modules, and nobody else. */
  private static final String START_NOTHING = "#!/bin/sh\nexit 101\n";

  /** Names are in /etc/hosts, and nobody out there could be reached. */
  private static final String NO_SERVERS = "# nodes reach each other only; see /etc/hosts\n";

  private final Path images;

  SystemLayer(Path images) {
    this.images = requireNonNull(images, "images is null");
  }

  /** Its layer; builds it if this recipe was never built here. One caller at a time. */
  Path layer() throws IOException {
    Path layer = images.resolve("base-" + recipe());
    if (!Files.isDirectory(layer)) {
      build(layer);
    }
    return layer;
  }

  boolean isBuilt() {
    return Files.isDirectory(images.resolve("base-" + recipe()));
  }

  private static String recipe() {
    String text = String.join("\n", SUITE, PACKAGES, START_NOTHING, NO_SERVERS);
    return Sha256.of(text.getBytes(StandardCharsets.UTF_8)).hex().substring(0, 12);
  }

  private void build(Path layer) throws IOException {
    Path unfinished = layer.resolveSibling(layer.getFileName() + ".unfinished");
    log.info("building the base image {}, once; this takes a minute or two", layer.getFileName());
    Layers.discard(images, unfinished);
    Files.createDirectories(images);
    // What it mounts is seen by nobody else and gone with it, however it ends.
    Programs.run(
        List.of(
            "unshare",
            "--mount",
            "--propagation",
            "private",
            "mmdebstrap",
            "--quiet",
            "--mode=root",
            "--variant=minbase",
            "--include=" + PACKAGES,
            SUITE,
            unfinished.toString()),
        TO_BUILD);
    Files.writeString(unfinished.resolve("etc/resolv.conf"), NO_SERVERS);
    Layers.writeProgram(unfinished.resolve("usr/sbin/policy-rc.d"), START_NOTHING);
    Layers.finish(unfinished, layer);
    log.info("built the base image {}", layer.getFileName());
  }
}
