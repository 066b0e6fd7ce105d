package org.muster.agent.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.muster.agent.link.IdentityStore;
import org.muster.agent.step.DurableFile;
import org.muster.error.ErrorCode;
import org.muster.error.MusterException;

/** The node's identity in a directory of the agent's state. */
final class IdentityDirectory implements IdentityStore {
  private final Path directory;

  IdentityDirectory(Path directory) {
    this.directory = directory;
  }

  @Override
  public Optional<String> read(String name) {
    return DurableFile.read(directory.resolve(name));
  }

  @Override
  public void replace(String name, String content) {
    try {
      Files.createDirectories(directory);
    } catch (IOException e) {
      throw new MusterException(
          ErrorCode.STORAGE_FAILED, "creating %s: %s".formatted(directory, e.getMessage()), e);
    }
    DurableFile.replace(directory.resolve(name), content);
  }
}
