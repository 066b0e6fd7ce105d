package org.muster.agent.link;

import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.CertPath;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Set;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Trusts a server when its chain verifies up to the one authority whose public key the node was
 * told before it booted. Names do not matter: that authority certifies coordinators only.
 */
final class CoordinatorTrust extends X509ExtendedTrustManager {
  private static final String PREFIX = "sha256/";
  private static final String SERVER_AUTHENTICATION = "1.3.6.1.5.5.7.3.1";

  private final byte[] pin;
  private final InstantSource clock;

  /**
   * Trusts one authority.
   *
   * @param pin {@code sha256/} and the Base64 of the SHA-256 of its public key, in X.509 form
   */
  CoordinatorTrust(String pin, InstantSource clock) {
    if (!isPin(pin)) {
      throw new IllegalArgumentException("'%s' is no pin".formatted(pin));
    }
    this.pin = Base64.getDecoder().decode(pin.substring(PREFIX.length()));
    this.clock = clock;
  }

  static boolean isPin(String text) {
    return text.matches(PREFIX + "[A-Za-z0-9+/]{43}=");
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    int authority = 0;
    while (authority < chain.length && !isPinned(chain[authority])) {
      authority++;
    }
    if (authority == chain.length) {
      throw new CertificateException(
          "the coordinator does not show the authority that this node was told to trust");
    }
    verify(Arrays.asList(chain).subList(0, authority), chain[authority]);
    List<String> uses = chain[0].getExtendedKeyUsage();
    if (uses != null && !uses.contains(SERVER_AUTHENTICATION)) {
      throw new CertificateException("the certificate is not one of a server");
    }
  }

  private boolean isPinned(X509Certificate certificate) throws CertificateException {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(certificate.getPublicKey().getEncoded());
      return MessageDigest.isEqual(hash, pin);
    } catch (GeneralSecurityException e) {
      throw new CertificateException("hashing a public key", e);
    }
  }

  private void verify(List<X509Certificate> path, X509Certificate authority)
      throws CertificateException {
    try {
      if (path.isEmpty()) {
        authority.checkValidity(Date.from(clock.instant()));
        return;
      }
      CertPath certificates = CertificateFactory.getInstance("X.509").generateCertPath(path);
      PKIXParameters parameters = new PKIXParameters(Set.of(new TrustAnchor(authority, null)));
      parameters.setRevocationEnabled(false);
      parameters.setDate(Date.from(clock.instant()));
      CertPathValidator.getInstance("PKIX").validate(certificates, parameters);
    } catch (CertificateException e) {
      throw e;
    } catch (GeneralSecurityException e) {
      throw new CertificateException(
          "the coordinator's certificate does not verify: " + e.getMessage(), e);
    }
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
      throws CertificateException {
    checkServerTrusted(chain, authType);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
      throws CertificateException {
    checkServerTrusted(chain, authType);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    throw new CertificateException("an agent has no clients");
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
      throws CertificateException {
    checkClientTrusted(chain, authType);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
      throws CertificateException {
    checkClientTrusted(chain, authType);
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return new X509Certificate[0];
  }
}
