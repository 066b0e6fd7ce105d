package org.muster.coordinator.provider.local.container;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What the machine gives to nodes in containers.
 *
 * @param home of Muster
 * @param agentJar the agent's program, for the Java of the image
 * @param store content-addressed store that nodes take files from
 * @param switchboard the command that runs {@link Switchboard}, without its arguments
 */
public record ContainerSettings(Path home, Path agentJar, Path store, List<String> switchboard) {
  public ContainerSettings {
    home = home.toAbsolutePath().normalize();
    agentJar = agentJar.toAbsolutePath().normalize();
    store = store.toAbsolutePath().normalize();
    switchboard = List.copyOf(switchboard);
  }

  /** May be a link to a disk with room; runc takes no root that is reached through one. */
  Path images() {
    Path images = home.resolve("images");
    try {
      return Files.exists(images) ? images.toRealPath() : images;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
