package org.muster.coordinator.link.ca;

import java.math.BigInteger;
import java.util.Base64;
import org.muster.error.ErrorCode;
import org.muster.error.MusterException;
import org.muster.protocol.AgentMessage.RenewCertificate;
import org.muster.protocol.JoinMessage.JoinProve;
import org.muster.protocol.JoinTranscript;
import org.muster.protocol.RenewalTranscript;

/**
 * Checks what a node proves before it gets a certificate. Pure: the same proof gets the same
 * answer, and remembering which nonces are open is the caller's.
 */
public final class JoinProof {
  /** The length of the nonce that a coordinator draws for one connection. */
  public static final int NONCE_BYTES = 32;

  /** How a node's key signs, and the authorities' keys too. */
  static final String SIGNATURE_ALGORITHM = "SHA256withECDSA";

  private static final int MAX_KEY_BYTES = 128;
  private static final int MAX_SIGNATURE_BYTES = 72;
  private static final int MAC_BYTES = 32;
  private static final int MAX_INSTANCE_CHARS = 256;

  private JoinProof() {}

  /**
   * The key of a node that joins for the first time, when it holds both the key and the token.
   *
   * @throws MusterException JOIN_REFUSED if anything does not fit
   */
  public static NodeKey ofNewNode(byte[] nonce, String instance, JoinProve proof, String token) {
    byte[] publicKey = decoded("public key", proof.publicKey(), MAX_KEY_BYTES);
    JoinTranscript transcript = transcript(nonce, publicKey, instance);
    byte[] tokenProof = decoded("token proof", proof.tokenProof(), MAC_BYTES);
    if (!transcript.isProvenBy(tokenProof, token)) {
      throw refused(
          "the node does not hold the join token of its launch; see that its user-data is the one"
              + " that was written for it");
    }
    return proven(publicKey, transcript.bytes(), proof.signature());
  }

  /**
   * The key of a node that was in before, when it holds it. Whether it is the key that this node
   * had is for the caller to compare.
   *
   * @throws MusterException JOIN_REFUSED if anything does not fit
   */
  public static NodeKey ofKnownNode(byte[] nonce, String instance, JoinProve proof) {
    byte[] publicKey = decoded("public key", proof.publicKey(), MAX_KEY_BYTES);
    JoinTranscript transcript = transcript(nonce, publicKey, instance);
    return proven(publicKey, transcript.bytes(), proof.signature());
  }

  /**
   * The new key of a node that renews its certificate over the link.
   *
   * @param serial of the certificate that the link was opened with
   * @throws MusterException JOIN_REFUSED if anything does not fit
   */
  public static NodeKey ofRenewal(BigInteger serial, RenewCertificate renewal) {
    byte[] publicKey = decoded("public key", renewal.publicKey(), MAX_KEY_BYTES);
    return proven(publicKey, RenewalTranscript.bytes(serial), renewal.signature());
  }

  private static JoinTranscript transcript(byte[] nonce, byte[] publicKey, String instance) {
    if (nonce.length != NONCE_BYTES) {
      throw new IllegalArgumentException(
          "the nonce has %d bytes but must have %d".formatted(nonce.length, NONCE_BYTES));
    }
    if (instance.isEmpty() || instance.length() > MAX_INSTANCE_CHARS) {
      throw refused(
          "the instance's name has %d characters but must have 1 to %d"
              .formatted(instance.length(), MAX_INSTANCE_CHARS));
    }
    return new JoinTranscript(nonce, publicKey, instance);
  }

  private static NodeKey proven(byte[] publicKey, byte[] message, String signature) {
    NodeKey key = NodeKey.read(publicKey);
    if (!key.signed(message, decoded("signature", signature, MAX_SIGNATURE_BYTES))) {
      throw refused("the node does not hold the private key that belongs to its public key");
    }
    return key;
  }

  // The length is checked before the text is decoded: a stranger sends it.
  private static byte[] decoded(String noun, String base64, int mostBytes) {
    if (base64.length() > (mostBytes + 2) / 3 * 4) {
      throw refused("the node's %s is too long".formatted(noun));
    }
    try {
      return Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      throw new MusterException(
          ErrorCode.JOIN_REFUSED, "the node's %s is not Base64".formatted(noun), e);
    }
  }

  private static MusterException refused(String sentence) {
    return new MusterException(ErrorCode.JOIN_REFUSED, sentence);
  }
}
