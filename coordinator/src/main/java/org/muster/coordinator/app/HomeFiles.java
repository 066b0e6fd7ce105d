package org.muster.coordinator.app;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import org.muster.error.ErrorCode;
import org.muster.error.MusterException;

/** The small files that a coordinator keeps in its home, besides journal, store and secrets. */
record HomeFiles(Path home) {
  private static final String AGENTS_PORT = "agents.port";

  /**
   * The port where agents connect. They come back to the same one after a restart, so it is chosen
   * once and written down.
   */
  int agentsPort() {
    Path file = home.resolve(AGENTS_PORT);
    try {
      if (Files.exists(file)) {
        return Integer.parseInt(Files.readString(file).strip());
      }
      try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
        int port = free.getLocalPort();
        replace(AGENTS_PORT, (port + "\n").getBytes(StandardCharsets.US_ASCII));
        return port;
      }
    } catch (IOException e) {
      throw new UncheckedIOException("choosing the port for agents in " + file, e);
    } catch (NumberFormatException e) {
      throw new MusterException(
          ErrorCode.ENVIRONMENT,
          "%s does not hold a port; remove it unless agents still look for this coordinator"
              .formatted(file),
          e);
    }
  }

  /** Where a test says when this coordinator, and agents that it starts, end at once. */
  Path crashPoints() {
    return home.resolve("crash-points");
  }

  /** Tells command lines where this coordinator is. */
  void announce(Map<String, Object> running) {
    try {
      replace("coordinator.json", JsonMapper.builder().build().writeValueAsBytes(running));
    } catch (IOException e) {
      throw new UncheckedIOException("writing coordinator.json", e);
    }
  }

  /** An empty directory of its own for the libraries that the SQLite driver unpacks. */
  Path emptiedNativeFolder() {
    Path folder = home.resolve("native");
    try {
      Files.createDirectories(folder);
      try (DirectoryStream<Path> left = Files.newDirectoryStream(folder)) {
        for (Path file : left) {
          Files.deleteIfExists(file); // of a process that was killed: the lock on the home says so
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("emptying " + folder, e);
    }
    return folder;
  }

  private void replace(String name, byte[] content) {
    Path file = home.resolve(name);
    Path next = home.resolve(name + ".next");
    try {
      Files.write(next, content);
      Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException("writing " + file, e);
    }
  }
}
