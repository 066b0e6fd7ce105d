package org.muster.coordinator.cli;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Optional;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import org.muster.error.ErrorCode;
import org.muster.error.MusterException;

/** Which coordinators a command line believes: those that a file names, else those Java knows. */
final class Trust {
  private final Optional<Path> file;
  private Optional<SSLSocketFactory> sockets = Optional.empty();

  private Trust(Optional<Path> file) {
    this.file = requireNonNull(file, "file is null");
  }

  /** Whatever this Java trusts. */
  static Trust usual() {
    return new Trust(Optional.empty());
  }

  /** The authorities and certificates in a PEM file, and nobody else. */
  static Trust in(Path file) {
    return new Trust(Optional.of(file));
  }

  /** A connection that is not open yet; through no proxy. */
  HttpURLConnection connectionTo(URI target) throws IOException {
    HttpURLConnection call = (HttpURLConnection) target.toURL().openConnection(Proxy.NO_PROXY);
    if (file.isPresent() && call instanceof HttpsURLConnection secure) {
      if (sockets.isEmpty()) {
        sockets = Optional.of(socketsFor(file.get()));
      }
      secure.setSSLSocketFactory(sockets.get());
    }
    return call;
  }

  private static SSLSocketFactory socketsFor(Path file) {
    try (InputStream pem = Files.newInputStream(file)) {
      KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
      trusted.load(null, null);
      for (Certificate certificate :
          CertificateFactory.getInstance("X.509").generateCertificates(pem)) {
        trusted.setCertificateEntry("c" + trusted.size(), certificate);
      }
      TrustManagerFactory factory =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      factory.init(trusted);
      SSLContext context = SSLContext.getInstance("TLSv1.3");
      context.init(null, factory.getTrustManagers(), null);
      return context.getSocketFactory();
    } catch (IOException | GeneralSecurityException e) {
      throw new MusterException(
          ErrorCode.INVALID_INPUT,
          "trusting what is in '%s': %s; give the authority's certificate as PEM with --ca"
              .formatted(file, e.getMessage()),
          e);
    }
  }
}
