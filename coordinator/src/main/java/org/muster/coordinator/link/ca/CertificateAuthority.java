package org.muster.coordinator.link.ca;

import java.math.BigInteger;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.muster.error.ErrorCode;
import org.muster.error.MusterException;

/** A key of our own that vouches for others. It lives in a directory, and is made on first use. */
final class CertificateAuthority {
  /**
   * A certificate must not come from the future, and the clock of a machine that has just booted,
   * or that takes its local time for UTC, is wrong by hours. Who may vouch is pinned, so that an
   * early begin opens nothing.
   */
  static final Duration SKEW = Duration.ofHours(24);

  private static final Duration LIFETIME = Duration.ofDays(3650);
  private static final int SERIAL_BITS = 127;
  private static final String KEY_FILE = "key.pem";
  private static final String CERTIFICATE_FILE = "certificate.pem";

  private final PrivateKey key;
  private final X509Certificate certificate;
  private final InstantSource clock;
  private final SecureRandom random;

  private CertificateAuthority(
      PrivateKey key, X509Certificate certificate, InstantSource clock, SecureRandom random) {
    this.key = key;
    this.certificate = certificate;
    this.clock = clock;
    this.random = random;
  }

  static CertificateAuthority open(
      Path directory, String name, InstantSource clock, SecureRandom random) {
    PrivateDirectory files = PrivateDirectory.open(directory, () -> made(name, clock, random));
    try {
      PrivateKey key = Pem.privateKey(files.read(KEY_FILE));
      X509Certificate certificate = Pem.certificate(files.read(CERTIFICATE_FILE));
      CertificateAuthority authority = new CertificateAuthority(key, certificate, clock, random);
      authority.checkThatBothBelongTogether();
      return authority;
    } catch (GeneralSecurityException e) {
      throw new MusterException(
          ErrorCode.STORAGE_FAILED,
          "the certificate authority in %s is damaged: %s; put back a copy, or move it away and launch the clusters again"
              .formatted(directory, e.getMessage()),
          e);
    }
  }

  private static Map<String, String> made(String name, InstantSource clock, SecureRandom random) {
    KeyPair pair = EcKeys.generate(random);
    X500Name subject =
        new X500NameBuilder(BCStyle.INSTANCE)
            .addRDN(BCStyle.O, "Muster")
            .addRDN(BCStyle.CN, name)
            .build();
    Instant now = clock.instant();
    X509Certificate certificate =
        new CertificateDraft(subject, pair.getPublic(), now.minus(SKEW), now.plus(LIFETIME))
            .asAuthority()
            .signed(subject, pair.getPublic(), pair.getPrivate(), serial(random));
    return Map.of(KEY_FILE, Pem.of(pair.getPrivate()), CERTIFICATE_FILE, Pem.of(certificate));
  }

  private void checkThatBothBelongTogether() throws GeneralSecurityException {
    byte[] sample = {1};
    Signature signature = Signature.getInstance(JoinProof.SIGNATURE_ALGORITHM);
    signature.initSign(key, random);
    signature.update(sample);
    byte[] signed = signature.sign();
    signature.initVerify(certificate.getPublicKey());
    signature.update(sample);
    if (!signature.verify(signed)) {
      throw new GeneralSecurityException("its key and its certificate do not belong together");
    }
  }

  /** Signs what the draft says, under a new serial. */
  X509Certificate sign(CertificateDraft draft) {
    X500Name issuer = X500Name.getInstance(certificate.getSubjectX500Principal().getEncoded());
    return draft.signed(issuer, certificate.getPublicKey(), key, serial(random));
  }

  /** Whether this authority signed the certificate, which may have expired since. */
  boolean hasSigned(X509Certificate other) {
    if (!other.getIssuerX500Principal().equals(certificate.getSubjectX500Principal())) {
      return false;
    }
    try {
      other.verify(certificate.getPublicKey());
      return true;
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  X509Certificate certificate() {
    return certificate;
  }

  Instant now() {
    return clock.instant();
  }

  SecureRandom random() {
    return random;
  }

  private static BigInteger serial(SecureRandom random) {
    return new BigInteger(SERIAL_BITS, random).setBit(SERIAL_BITS); // positive, and of one length
  }
}
