package org.muster.agent.step;

import java.nio.file.Path;
import org.muster.protocol.Sha256;
import org.muster.protocol.TreeEntry;

/** Where a node gets trees and files from, by hash. Calls may block. */
public interface StoreSource {

  /** The canonical JSON of a tree. */
  byte[] tree(Sha256 hash);

  /** Puts a file with this content at the target, which does not exist yet; verified. */
  void file(TreeEntry.Content content, Path target);
}
