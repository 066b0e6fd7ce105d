package org.muster.coordinator.link.identity;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.jcajce.JcaCertStore;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedDataGenerator;
import org.bouncycastle.cms.jcajce.JcaSignerInfoGeneratorBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;

/** Signs identity documents as a region of EC2 does, with a key of ours. */
public final class TestRegion {
  private static final Instant THEN = Instant.parse("2026-01-01T00:00:00Z");
  private static final byte[] LINE_END = "\n".getBytes(StandardCharsets.US_ASCII);

  private final String name;
  private final KeyPair keys;
  private final X509Certificate certificate;

  /** All have the same issuer and serial number, so that nobody can be told by those. */
  public TestRegion(String name, int keyBits) throws Exception {
    this.name = name;
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(keyBits);
    keys = generator.generateKeyPair();
    X500Name self = new X500Name("C=US, O=A test");
    certificate =
        new JcaX509CertificateConverter()
            .getCertificate(
                new JcaX509v3CertificateBuilder(
                        self,
                        BigInteger.ONE,
                        Date.from(THEN),
                        Date.from(THEN.plus(Duration.ofDays(36_500))),
                        self,
                        keys.getPublic())
                    .build(new JcaContentSignerBuilder("SHA256withRSA").build(keys.getPrivate())));
  }

  public String name() {
    return name;
  }

  /** As it stands in a file of certificates. */
  public String entry() throws Exception {
    return "# region: %s\n-----BEGIN CERTIFICATE-----\n%s\n-----END CERTIFICATE-----\n"
        .formatted(
            name, Base64.getMimeEncoder(64, LINE_END).encodeToString(certificate.getEncoded()));
  }

  /** The message in the Base64 of the metadata service. */
  public String sign(String document) throws Exception {
    return encoded(message(document, "SHA256withRSA", true, List.of(this)));
  }

  public String signWeakly(String document) throws Exception {
    return encoded(message(document, "SHA1withRSA", true, List.of(this)));
  }

  public String signDetached(String document) throws Exception {
    return encoded(message(document, "SHA256withRSA", false, List.of(this)));
  }

  public String signWith(TestRegion other, String document) throws Exception {
    return encoded(message(document, "SHA256withRSA", true, List.of(this, other)));
  }

  private static byte[] message(
      String document, String algorithm, boolean isWhole, List<TestRegion> signers)
      throws Exception {
    CMSSignedDataGenerator generator = new CMSSignedDataGenerator();
    for (TestRegion signer : signers) {
      generator.addSignerInfoGenerator(
          new JcaSignerInfoGeneratorBuilder(new JcaDigestCalculatorProviderBuilder().build())
              .build(
                  new JcaContentSignerBuilder(algorithm).build(signer.keys.getPrivate()),
                  signer.certificate));
    }
    generator.addCertificates(new JcaCertStore(List.of(signers.get(0).certificate)));
    return generator
        .generate(new CMSProcessableByteArray(document.getBytes(StandardCharsets.UTF_8)), isWhole)
        .getEncoded();
  }

  private static String encoded(byte[] message) {
    return Base64.getMimeEncoder(64, LINE_END).encodeToString(message);
  }
}
