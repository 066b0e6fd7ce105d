package org.muster.coordinator.http;

import java.io.IOException;
import java.nio.file.Path;

/** Takes in folders that users send: modules of their own, and files for the nodes' roots. */
public interface TreeUploads {
  /**
   * Unpacks the archive, checks it, and keeps it. May block; is called on a worker thread. Fails
   * with INVALID_INPUT that names the entry when the archive is broken or an entry leaves it.
   *
   * @param tar an uncompressed tar file that is removed after the call
   * @return the hash of the tree
   */
  String keep(Path tar) throws IOException;
}
