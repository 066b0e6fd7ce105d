package org.muster.agent.step;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.muster.error.ErrorCode;
import org.muster.error.MusterException;
import org.muster.protocol.Sha256;
import org.muster.protocol.TreeEntry;

/** A store on the same machine: files become ours by a hard link, and cost no space. */
public final class SharedStore implements StoreSource {
  private final Path store;
  private final StoreSource otherwise;

  /** What the store on this machine lacks is taken from the other one. */
  public SharedStore(Path store, StoreSource otherwise) {
    this.store = store;
    this.otherwise = otherwise;
  }

  @Override
  public byte[] tree(Sha256 hash) {
    try {
      return Files.readAllBytes(store.resolve("trees").resolve(hash.hex() + ".json"));
    } catch (NoSuchFileException e) {
      return otherwise.tree(hash);
    } catch (IOException e) {
      throw failed("reading tree " + hash, e);
    }
  }

  @Override
  public void file(TreeEntry.Content content, Path target) {
    String hex = content.sha256().hex();
    Path blob =
        store
            .resolve("blobs")
            .resolve(hex.substring(0, 2))
            .resolve(content.executable() ? hex + ".x" : hex);
    try {
      if (Files.exists(blob) && Files.size(blob) == content.size()) {
        linkOrCopy(blob, target);
        return;
      }
    } catch (IOException e) {
      throw failed("taking %s from the local store".formatted(content.path()), e);
    }
    otherwise.file(content, target);
  }

  private static void linkOrCopy(Path blob, Path target) throws IOException {
    try {
      Files.createLink(target, blob);
    } catch (NoSuchFileException e) {
      throw e;
    } catch (FileSystemException | UnsupportedOperationException e) {
      Files.copy(blob, target); // another file system, or too many links
    }
  }

  private static MusterException failed(String doing, IOException e) {
    return new MusterException(
        ErrorCode.ARTIFACT_UNAVAILABLE, "%s: %s".formatted(doing, e.getMessage()), e);
  }
}
