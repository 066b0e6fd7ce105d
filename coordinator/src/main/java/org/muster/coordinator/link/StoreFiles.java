package org.muster.coordinator.link;

import java.nio.file.Path;
import java.util.Optional;

/** The files of the content-addressed store, as agents fetch them. May block. */
public interface StoreFiles {

  /**
   * The canonical JSON of a tree.
   *
   * @param hash 64 lower-case hexadecimal digits
   */
  Optional<Path> tree(String hash);

  /**
   * The bytes of a blob.
   *
   * @param sha256 64 lower-case hexadecimal digits
   */
  Optional<Path> blob(String sha256);
}
