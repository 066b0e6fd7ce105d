package org.muster.coordinator.link.ca;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.ExtensionsGenerator;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** What a certificate will say, before somebody signs it. */
final class CertificateDraft {
  private final X500Name subject;
  private final PublicKey key;
  private final Instant from;
  private final Instant until;
  private final ExtensionsGenerator extensions = new ExtensionsGenerator();

  CertificateDraft(X500Name subject, PublicKey key, Instant from, Instant until) {
    this.subject = subject;
    this.key = key;
    this.from = from;
    this.until = until;
  }

  /** The holder may sign other certificates, but not make further authorities. */
  CertificateDraft asAuthority() {
    add(Extension.basicConstraints, true, new BasicConstraints(0));
    add(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
    return this;
  }

  /** The holder may be one end of a TLS connection. */
  CertificateDraft asPeer(KeyPurposeId purpose) {
    add(Extension.basicConstraints, true, new BasicConstraints(false));
    add(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
    add(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(purpose));
    return this;
  }

  CertificateDraft reachableAs(GeneralNames names) {
    add(Extension.subjectAlternativeName, false, names);
    return this;
  }

  X509Certificate signed(
      X500Name issuer, PublicKey issuerKey, PrivateKey signingKey, BigInteger serial) {
    try {
      JcaX509ExtensionUtils names = new JcaX509ExtensionUtils();
      add(Extension.subjectKeyIdentifier, false, names.createSubjectKeyIdentifier(key));
      add(Extension.authorityKeyIdentifier, false, names.createAuthorityKeyIdentifier(issuerKey));
      X509v3CertificateBuilder builder =
          new JcaX509v3CertificateBuilder(
              issuer, serial, Date.from(from), Date.from(until), subject, key);
      for (ASN1ObjectIdentifier name : extensions.generate().getExtensionOIDs()) {
        builder.addExtension(extensions.generate().getExtension(name));
      }
      return new JcaX509CertificateConverter()
          .getCertificate(
              builder.build(
                  new JcaContentSignerBuilder(JoinProof.SIGNATURE_ALGORITHM).build(signingKey)));
    } catch (GeneralSecurityException | OperatorCreationException | IOException e) {
      throw new IllegalStateException("signing a certificate for " + subject, e);
    }
  }

  private void add(ASN1ObjectIdentifier name, boolean critical, ASN1Encodable value) {
    try {
      extensions.addExtension(name, critical, value);
    } catch (IOException e) {
      throw new IllegalStateException("writing the extension " + name + " of a certificate", e);
    }
  }
}
