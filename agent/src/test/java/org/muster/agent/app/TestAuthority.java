package org.muster.agent.app;

import java.io.IOException;
import java.io.StringWriter;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.concurrent.atomic.AtomicLong;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** A certificate authority of a test. */
public final class TestAuthority {
  private final KeyPair keys = newKeys();
  private final AtomicLong serials = new AtomicLong(1);
  private final X500Name name;
  private final X509Certificate certificate;

  public TestAuthority(String name) {
    this.name = new X500Name("CN=" + name);
    this.certificate =
        issue(
            this.name,
            keys.getPublic(),
            Instant.EPOCH,
            Instant.parse("2100-01-01T00:00:00Z"),
            null);
  }

  public X509Certificate certificate() {
    return certificate;
  }

  public String pin() {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(keys.getPublic().getEncoded());
      return "sha256/" + Base64.getEncoder().encodeToString(hash);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  public X509Certificate server(PublicKey key) {
    return issue(
        new X500Name("CN=coordinator"),
        key,
        Instant.EPOCH,
        Instant.parse("2100-01-01T00:00:00Z"),
        KeyPurposeId.id_kp_serverAuth);
  }

  public X509Certificate client(String node, PublicKey key, Instant from, Instant to) {
    return issue(new X500Name("CN=" + node), key, from, to, KeyPurposeId.id_kp_clientAuth);
  }

  private X509Certificate issue(
      X500Name subject, PublicKey key, Instant from, Instant to, KeyPurposeId use) {
    try {
      X509v3CertificateBuilder builder =
          new JcaX509v3CertificateBuilder(
              name,
              BigInteger.valueOf(serials.getAndIncrement()),
              Date.from(from),
              Date.from(to),
              subject,
              key);
      builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(use == null));
      if (use != null) {
        builder.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(use));
      }
      return new JcaX509CertificateConverter()
          .getCertificate(
              builder.build(
                  new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate())));
    } catch (GeneralSecurityException | OperatorCreationException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  public static KeyPair newKeys() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  public static String pem(Object... things) {
    StringWriter text = new StringWriter();
    try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
      for (Object thing : things) {
        writer.writeObject(thing);
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return text.toString();
  }
}
