package org.muster.agent.link;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.muster.error.ErrorCode;
import org.muster.error.MusterException;

/**
 * The node's own key, made on the node and never shown, and the certificate that the coordinator
 * gave for it. Owned by the agent's thread.
 */
public final class Identity {
  private static final String PRIVATE = "PRIVATE KEY";
  private static final String PUBLIC = "PUBLIC KEY";
  private static final String KEY = "key.pem";
  private static final String CERTIFICATE = "certificate.pem";

  private final IdentityStore store;
  private final KeyPair keys;
  private List<X509Certificate> chain; // leaf first
  // Of this chain; one object, by which TLS options are equal. Also read by threads that fetch.
  private volatile Optional<NodeCredentials> credentials;

  private Identity(IdentityStore store, KeyPair keys, Optional<String> certificatePem) {
    this.store = store;
    this.keys = keys;
    use(certificatePem.map(Identity::chain).orElse(List.of()));
  }

  private void use(List<X509Certificate> shown) {
    chain = shown;
    credentials =
        shown.isEmpty()
            ? Optional.empty()
            : Optional.of(new NodeCredentials(keys.getPrivate(), shown));
  }

  /** Reads the identity that is kept, or begins one. */
  public static Identity in(IdentityStore store) {
    Optional<String> pem = store.read(KEY);
    KeyPair keys = pem.isPresent() ? parsed(pem.get()) : generated();
    if (pem.isEmpty()) {
      store.replace(KEY, privatePem(keys) + publicPem(keys));
    }
    return new Identity(store, keys, store.read(CERTIFICATE));
  }

  /** Whether a coordinator has let this node in before. */
  public boolean isKnown() {
    return !chain.isEmpty();
  }

  /** The X.509 form of the public key. */
  byte[] publicKey() {
    return keys.getPublic().getEncoded();
  }

  /** What TLS needs to speak as this node, once it has a certificate. */
  Optional<NodeCredentials> credentials() {
    return credentials;
  }

  Optional<X509Certificate> certificate() {
    return chain.stream().findFirst();
  }

  boolean isValidAt(Instant now) {
    return certificate().filter(c -> now.isBefore(c.getNotAfter().toInstant())).isPresent();
  }

  /** After two thirds of its life a certificate should be renewed. */
  boolean isDueForRenewal(Instant now) {
    Optional<X509Certificate> certificate = certificate();
    if (certificate.isEmpty()) {
      return false;
    }
    Instant from = certificate.get().getNotBefore().toInstant();
    Duration life = Duration.between(from, certificate.get().getNotAfter().toInstant());
    return !now.isBefore(from.plus(life.multipliedBy(2).dividedBy(3)));
  }

  byte[] sign(byte[] message) {
    try {
      Signature signature = Signature.getInstance("SHA256withECDSA");
      signature.initSign(keys.getPrivate());
      signature.update(message);
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new MusterException(ErrorCode.ENVIRONMENT, "signing with the node's key", e);
    }
  }

  /** Keeps a certificate, durable before it is used. */
  void accept(String pem) {
    List<X509Certificate> given = chain(pem);
    if (!given.get(0).getPublicKey().equals(keys.getPublic())) {
      throw new MusterException(
          ErrorCode.UNREADABLE_MESSAGE, "the certificate is for another key than this node's");
    }
    store.replace(CERTIFICATE, pem);
    use(given);
  }

  private static List<X509Certificate> chain(String pem) {
    List<X509Certificate> chain = new ArrayList<>();
    try {
      CertificateFactory factory = CertificateFactory.getInstance("X.509");
      for (Certificate certificate :
          factory.generateCertificates(
              new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)))) {
        chain.add((X509Certificate) certificate);
      }
    } catch (GeneralSecurityException e) {
      throw new MusterException(
          ErrorCode.UNREADABLE_MESSAGE, "reading the node's certificate: " + e.getMessage(), e);
    }
    if (chain.isEmpty()) {
      throw new MusterException(
          ErrorCode.UNREADABLE_MESSAGE, "reading the node's certificate: there is none");
    }
    return List.copyOf(chain);
  }

  private static KeyPair generated() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new MusterException(ErrorCode.ENVIRONMENT, "making the node's key", e);
    }
  }

  private static KeyPair parsed(String pem) {
    try {
      KeyFactory factory = KeyFactory.getInstance("EC");
      return new KeyPair(
          factory.generatePublic(new X509EncodedKeySpec(block(pem, PUBLIC))),
          factory.generatePrivate(new PKCS8EncodedKeySpec(block(pem, PRIVATE))));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new MusterException(
          ErrorCode.STORAGE_FAILED,
          "reading the node's key: key.pem is damaged; remove the identity directory to join anew",
          e);
    }
  }

  private static byte[] block(String pem, String label) {
    String begin = "-----BEGIN " + label + "-----";
    int from = pem.indexOf(begin) + begin.length();
    int to = pem.indexOf("-----END " + label + "-----");
    if (from < begin.length() || to < from) {
      throw new IllegalArgumentException("no block " + label);
    }
    return Base64.getMimeDecoder().decode(pem.substring(from, to));
  }

  private static String privatePem(KeyPair keys) {
    return pem(PRIVATE, keys.getPrivate().getEncoded());
  }

  private static String publicPem(KeyPair keys) {
    return pem(PUBLIC, keys.getPublic().getEncoded());
  }

  private static String pem(String label, byte[] content) {
    String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
    return "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(label, text, label);
  }
}
