package org.muster.coordinator.link.ca;

import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECFieldFp;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.EllipticCurve;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import org.muster.error.ErrorCode;
import org.muster.error.MusterException;

/** The public key of a node: on the curve P-256, and in the one form that we accept. */
public final class NodeKey {
  private static final ECParameterSpec P_256 = parameters();

  // The X.509 form of an uncompressed point on P-256 always has this length.
  private static final int ENCODED_BYTES = 91;

  private final ECPublicKey key;

  private NodeKey(ECPublicKey key) {
    this.key = key;
  }

  /**
   * Reads the X.509 form.
   *
   * @throws MusterException JOIN_REFUSED if it is anything else, or off the curve
   */
  public static NodeKey read(byte[] encoded) {
    if (encoded.length != ENCODED_BYTES) {
      throw refused(null);
    }
    try {
      PublicKey read = KeyFactory.getInstance("EC").generatePublic(new X509EncodedKeySpec(encoded));
      if (read instanceof ECPublicKey key
          && isP256(key.getParams())
          && isOnCurve(key.getW())
          && Arrays.equals(key.getEncoded(), encoded)) {
        return new NodeKey(key);
      }
    } catch (GeneralSecurityException e) {
      throw refused(e);
    }
    throw refused(null);
  }

  public PublicKey key() {
    return key;
  }

  /** A name for the key that may be shown: Base64 of its SHA-256. */
  public String fingerprint() {
    return fingerprint(key);
  }

  /** Base64 of the SHA-256 of a key's X.509 form. */
  static String fingerprint(PublicKey key) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(key.getEncoded());
      return Base64.getEncoder().encodeToString(digest);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no SHA-256", e);
    }
  }

  /** Whether the holder of this key made the signature. */
  boolean signed(byte[] message, byte[] signature) {
    try {
      Signature check = Signature.getInstance(JoinProof.SIGNATURE_ALGORITHM);
      check.initVerify(key);
      check.update(message);
      return check.verify(signature);
    } catch (GeneralSecurityException e) {
      return false; // not even the form of a signature
    }
  }

  private static boolean isP256(ECParameterSpec parameters) {
    return parameters.getCurve().equals(P_256.getCurve())
        && parameters.getGenerator().equals(P_256.getGenerator())
        && parameters.getOrder().equals(P_256.getOrder())
        && parameters.getCofactor() == P_256.getCofactor();
  }

  // Not every Java checks it when it reads a key.
  private static boolean isOnCurve(ECPoint point) {
    EllipticCurve curve = P_256.getCurve();
    BigInteger p = ((ECFieldFp) curve.getField()).getP();
    BigInteger x = point.getAffineX();
    BigInteger y = point.getAffineY();
    if (x.signum() < 0 || x.compareTo(p) >= 0 || y.signum() < 0 || y.compareTo(p) >= 0) {
      return false;
    }
    BigInteger right = x.pow(3).add(curve.getA().multiply(x)).add(curve.getB());
    return y.pow(2).subtract(right).mod(p).signum() == 0;
  }

  private static ECParameterSpec parameters() {
    try {
      AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
      parameters.init(new ECGenParameterSpec(EcKeys.CURVE));
      return parameters.getParameterSpec(ECParameterSpec.class);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no P-256", e);
    }
  }

  private static MusterException refused(Exception cause) {
    return new MusterException(
        ErrorCode.JOIN_REFUSED,
        "the node's public key is not an EC P-256 key in its X.509 form",
        cause);
  }
}
