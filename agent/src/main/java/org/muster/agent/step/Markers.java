package org.muster.agent.step;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.muster.error.ErrorCode;
import org.muster.error.MusterException;
import org.muster.protocol.ModuleName;

/** What {@code init} left behind: proof that a module is installed exactly as asked for. */
final class Markers {
  private final Path directory;

  Markers(Path directory) {
    this.directory = directory;
  }

  /** An empty marker proves nothing. */
  boolean matches(ModuleName module, String marker) {
    return !marker.isEmpty()
        && DurableFile.read(directory.resolve(module.value()))
            .filter(found -> found.strip().equals(marker))
            .isPresent();
  }

  void leave(ModuleName module, String marker) {
    if (marker.isEmpty()) {
      return;
    }
    createDirectory();
    DurableFile.replace(directory.resolve(module.value()), marker + "\n");
  }

  /** Before an init that will run: a half-done one must not look like the last good one. */
  void remove(ModuleName module) {
    try {
      Files.deleteIfExists(directory.resolve(module.value()));
    } catch (IOException e) {
      throw new MusterException(ErrorCode.STORAGE_FAILED, "removing the marker of " + module, e);
    }
  }

  private void createDirectory() {
    try {
      Files.createDirectories(directory);
    } catch (IOException e) {
      throw new MusterException(
          ErrorCode.STORAGE_FAILED, "creating %s: %s".formatted(directory, e.getMessage()), e);
    }
  }
}
