package org.muster.agent.core;

import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import org.muster.error.ErrorCode;
import org.muster.error.MusterException;
import org.muster.protocol.CoordinatorMessage.MembersGiven;
import org.muster.protocol.Sha256;

/** What has come of a membership so far. */
final class Pieces {
  private final Map<Integer, byte[]> pieces = new TreeMap<>();
  private int total;

  /** Whether all is here now. A piece may come twice. */
  boolean completedBy(MembersGiven piece) {
    total = piece.total();
    pieces.put(piece.offset(), decoded(piece));
    return pieces.values().stream().mapToLong(bytes -> bytes.length).sum() >= total;
  }

  private static byte[] decoded(MembersGiven piece) {
    try {
      return Base64.getDecoder().decode(piece.data());
    } catch (IllegalArgumentException e) {
      throw new MusterException(
          ErrorCode.UNREADABLE_MESSAGE, "reading a membership: " + e.getMessage(), e);
    }
  }

  /** The whole, if it is what its name says. */
  byte[] verified(Sha256 name) {
    byte[] whole = new byte[total];
    int end = 0;
    for (Map.Entry<Integer, byte[]> piece : pieces.entrySet()) {
      byte[] bytes = piece.getValue();
      if (piece.getKey() != end || bytes.length > total - end) {
        break;
      }
      System.arraycopy(bytes, 0, whole, end, bytes.length);
      end += bytes.length;
    }
    if (end != total || !Sha256.of(whole).equals(name)) {
      throw new MusterException(
          ErrorCode.UNREADABLE_MESSAGE,
          "reading a membership: what came does not fit its name " + name);
    }
    return whole;
  }
}
