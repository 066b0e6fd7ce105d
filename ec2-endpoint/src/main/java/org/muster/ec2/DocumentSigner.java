package org.muster.ec2;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedDataGenerator;
import org.bouncycastle.cms.jcajce.JcaSignerInfoGeneratorBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;

/** Signs identity documents with an RSA-2048 key that stands for the region's. */
public final class DocumentSigner {
  private static final int KEY_BITS = 2048;
  private static final int LINE = 64;
  private static final String SIGNATURE = "SHA256withRSA";
  private static final Instant THEN = Instant.parse("2026-01-01T00:00:00Z");
  private static final Duration GOOD_FOR = Duration.ofDays(36_500);
  private static final byte[] LINE_END = "\n".getBytes(StandardCharsets.US_ASCII);

  private final String region;
  private final KeyPair keys;
  private final X509Certificate certificate;

  /** With a new key. */
  public DocumentSigner(String region) {
    this.region = region;
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(KEY_BITS);
      keys = generator.generateKeyPair();
      certificate = selfSigned();
    } catch (GeneralSecurityException | OperatorCreationException e) {
      throw new IllegalStateException("making the key of region " + region, e);
    }
  }

  private X509Certificate selfSigned() throws GeneralSecurityException, OperatorCreationException {
    X500Name self = new X500Name("C=US, ST=Washington State, L=Seattle, O=EC2 for tests");
    return new JcaX509CertificateConverter()
        .getCertificate(
            new JcaX509v3CertificateBuilder(
                    self,
                    BigInteger.ONE,
                    Date.from(THEN),
                    Date.from(THEN.plus(GOOD_FOR)),
                    self,
                    keys.getPublic())
                .build(new JcaContentSignerBuilder(SIGNATURE).build(keys.getPrivate())));
  }

  /** The certificate as it stands in the file that {@code ec2.certificates} names. */
  public String entry() {
    try {
      return "# region: %s\n-----BEGIN CERTIFICATE-----\n%s\n-----END CERTIFICATE-----\n"
          .formatted(region, encoded(certificate.getEncoded()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("encoding the certificate of region " + region, e);
    }
  }

  /** A message that holds the document, in Base64. */
  public String sign(String document) {
    try {
      CMSSignedDataGenerator generator = new CMSSignedDataGenerator();
      generator.addSignerInfoGenerator(
          new JcaSignerInfoGeneratorBuilder(new JcaDigestCalculatorProviderBuilder().build())
              .build(new JcaContentSignerBuilder(SIGNATURE).build(keys.getPrivate()), certificate));
      byte[] content = document.getBytes(StandardCharsets.UTF_8);
      return encoded(generator.generate(new CMSProcessableByteArray(content), true).getEncoded());
    } catch (GeneralSecurityException | OperatorCreationException | CMSException | IOException e) {
      throw new IllegalStateException("signing a document of region " + region, e);
    }
  }

  private static String encoded(byte[] message) {
    return Base64.getMimeEncoder(LINE, LINE_END).encodeToString(message);
  }
}
