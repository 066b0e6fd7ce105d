package org.muster.coordinator.artifact;

import java.io.IOException;
import java.nio.file.Path;
import org.muster.error.ErrorCode;
import org.muster.error.MusterException;

/** Tells a store that cannot be written apart from a source that cannot be read. */
final class StoreFailure {
  private StoreFailure() {}

  /** A call on the files of the store. */
  @FunctionalInterface
  interface Call<T> {
    T run() throws IOException;
  }

  /** Runs the call; a failure is one of the disk, and says where. */
  static <T> T guard(Path place, Call<T> call) {
    try {
      return call.run();
    } catch (IOException e) {
      throw new MusterException(
          ErrorCode.STORAGE_FAILED,
          "using the artifact store at %s: %s; check its permissions and the free space there"
              .formatted(place, IoReason.of(e)),
          e);
    }
  }
}
