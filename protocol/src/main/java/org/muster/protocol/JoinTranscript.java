package org.muster.protocol;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.muster.error.ErrorCode;
import org.muster.error.MusterException;

/**
 * What a node signs, and proves its token over, when it joins. Every field is preceded by its
 * length in four bytes, highest first, so that no two transcripts share their bytes.
 */
public final class JoinTranscript {
  private static final byte[] PURPOSE = "muster-join-v1".getBytes(StandardCharsets.US_ASCII);
  private static final String HMAC = "HmacSHA256";

  private final byte[] bytes;

  /**
   * The transcript of one join.
   *
   * @param nonce as the coordinator drew it, decoded
   * @param publicKey the X.509 form of the node's key
   * @param instance as it stands in {@link JoinMessage.JoinBegin}
   */
  public JoinTranscript(byte[] nonce, byte[] publicKey, String instance) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    append(out, PURPOSE);
    append(out, nonce);
    append(out, publicKey);
    append(out, instance.getBytes(StandardCharsets.UTF_8));
    bytes = out.toByteArray();
  }

  /** What the node's key signs, with SHA256withECDSA. */
  public byte[] bytes() {
    return bytes.clone();
  }

  /**
   * The proof that the node holds the join token: HMAC-SHA-256 under the token's own bytes.
   *
   * @param token as it stands in the node's user-data: Base64 for URLs
   */
  public byte[] tokenProof(String token) {
    try {
      Mac mac = Mac.getInstance(HMAC);
      mac.init(new SecretKeySpec(Base64.getUrlDecoder().decode(token), HMAC));
      return mac.doFinal(bytes);
    } catch (IllegalArgumentException e) {
      throw new MusterException(
          ErrorCode.INVALID_INPUT, "reading the join token: it is not Base64 for URLs", e);
    } catch (GeneralSecurityException e) {
      throw new MusterException(ErrorCode.ENVIRONMENT, "proving the join token", e);
    }
  }

  /** Whether the proof fits, in the same time for every wrong one. */
  public boolean isProvenBy(byte[] proof, String token) {
    return MessageDigest.isEqual(tokenProof(token), proof);
  }

  private static void append(ByteArrayOutputStream out, byte[] field) {
    out.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(field.length).array());
    out.writeBytes(field);
  }
}
