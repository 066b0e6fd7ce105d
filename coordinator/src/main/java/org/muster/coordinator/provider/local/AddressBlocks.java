package org.muster.coordinator.provider.local;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Set;
import org.muster.error.ErrorCode;
import org.muster.error.MusterException;
import org.muster.protocol.ClusterName;

/**
 * Chooses addresses so that clusters of other homes on this machine are unlikely to be in the way.
 */
final class AddressBlocks {
  /** Below it people put services by hand, and above it too. */
  private static final int LOWEST = 16;

  private static final int HIGHEST = 239;
  private static final int COUNT = (HIGHEST - LOWEST + 1) * 256;

  private AddressBlocks() {}

  /** The same home and cluster get the same block, unless it is in use. */
  static AddressBlock choose(Path home, ClusterName cluster, Set<AddressBlock> inUse) {
    int first = Math.floorMod(hash(home + "\0" + cluster), COUNT);
    for (int i = 0; i < COUNT; i++) {
      int number = (first + i) % COUNT;
      AddressBlock block = new AddressBlock(LOWEST + number / 256, number % 256);
      if (!inUse.contains(block)) {
        return block;
      }
    }
    throw new MusterException(
        ErrorCode.ENVIRONMENT,
        "all loopback addresses of this machine are in use; destroy a local cluster first");
  }

  private static int hash(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return ByteBuffer.wrap(digest).getInt();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
