package org.muster.protocol;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.muster.error.ErrorCode;
import org.muster.error.MusterException;
import org.muster.protocol.CoordinatorMessage.MembersGiven;

/**
 * All members of a deployment as bytes that a hash can name: thousands of nodes need the same list,
 * and ask for it once instead of hearing it with every briefing.
 */
public final class Membership {
  /** Packed. A member takes about ten bytes. */
  public static final int MOST_BYTES = 4 * 1024 * 1024;

  private static final int MOST_BYTES_UNPACKED = 16 * MOST_BYTES;
  private static final int PIECE_BYTES = 128 * 1024;
  private static final JsonMapper JSON = Codec.configured(JsonMapper.builder()).build();

  private Membership() {}

  /** The list as JSON, compressed. */
  public static byte[] pack(List<Member> members) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(JSON.writeValueAsBytes(members));
    } catch (IOException e) {
      throw new UncheckedIOException("packing a membership", e);
    }
    return packed.toByteArray();
  }

  /**
   * The list again.
   *
   * @throws MusterException UNREADABLE_MESSAGE when it is no such list
   */
  public static List<Member> unpack(byte[] packed) {
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(packed))) {
      byte[] json = in.readNBytes(MOST_BYTES_UNPACKED);
      if (in.read() >= 0) {
        throw new MusterException(
            ErrorCode.UNREADABLE_MESSAGE,
            "reading a membership: it has more than %d bytes".formatted(MOST_BYTES_UNPACKED));
      }
      return List.copyOf(JSON.readValue(json, new TypeReference<List<Member>>() {}));
    } catch (IOException e) {
      throw new MusterException(
          ErrorCode.UNREADABLE_MESSAGE, "reading a membership: " + e.getMessage(), e);
    }
  }

  /** A packed list as messages, each smaller than a frame. */
  public static List<MembersGiven> pieces(byte[] packed) {
    Sha256 hash = Sha256.of(packed);
    List<MembersGiven> pieces = new ArrayList<>();
    for (int from = 0; from < packed.length; from += PIECE_BYTES) {
      int to = Math.min(packed.length, from + PIECE_BYTES);
      byte[] piece = Arrays.copyOfRange(packed, from, to);
      pieces.add(
          new MembersGiven(hash, from, packed.length, Base64.getEncoder().encodeToString(piece)));
    }
    return List.copyOf(pieces);
  }
}
