package org.muster.coordinator.link.ca;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.muster.protocol.ClusterName;
import org.muster.protocol.NodeId;

/** What we write has to work in a real TLS 1.3 handshake, both ways, with the names checked. */
final class MutualTlsTest {
  // The JDK checks certificates by its own clock, so these must be valid for as long as it matters.
  private static final Instant NOW =
      Instant.ofEpochMilli(
          ProcessHandle.current().info().startInstant().orElseThrow().toEpochMilli());
  private static final PeerIdentity WORKER =
      new PeerIdentity(new ClusterName("demo"), "k3f9", new NodeId("worker-1"));

  @TempDir Path home;

  private AgentAuthority agents;
  private ServerAuthority servers;

  @BeforeEach
  void open() {
    agents = AgentAuthority.open(home, () -> NOW, Keys.RANDOM);
    servers = ServerAuthority.open(home, () -> NOW, Keys.RANDOM);
  }

  @Test
  void anAgentAndACoordinatorAcceptEachOther() throws Exception {
    X509Certificate seen = handshake(agents, "127.0.0.1");

    assertThat(agents.identify(seen)).isEqualTo(WORKER);
  }

  @Test
  void anAgentRefusesACoordinatorUnderAnotherName() {
    assertThatThrownBy(() -> handshake(agents, "127.0.0.2"))
        .isInstanceOf(SSLHandshakeException.class)
        .hasMessageContaining("127.0.0.2");
  }

  @Test
  void aCoordinatorRefusesAnAgentOfAnotherInstallation() {
    AgentAuthority foreign = AgentAuthority.open(home.resolve("other"), () -> NOW, Keys.RANDOM);

    assertThatThrownBy(() -> handshake(foreign, "127.0.0.1")).isInstanceOf(IOException.class);
  }

  /** Connects with a certificate of the issuer; returns what the coordinator saw of it. */
  private X509Certificate handshake(AgentAuthority issuer, String address) throws Exception {
    ServerCertificate server = servers.issue(List.of());
    KeyPair pair = Keys.p256();
    AgentCertificate agent = issuer.issue(NodeKey.read(pair.getPublic().getEncoded()), WORKER);
    SSLContext listening =
        context(
            Pem.privateKey(server.pemPrivateKey()),
            server.pemCertificateChain(),
            agents.pemCertificate());
    SSLContext calling =
        context(pair.getPrivate(), agent.pemCertificateChain(), servers.pemCertificate());
    try (SSLServerSocket listener =
            (SSLServerSocket)
                listening
                    .getServerSocketFactory()
                    .createServerSocket(0, 1, InetAddress.getByName("0.0.0.0"));
        SSLSocket caller =
            (SSLSocket)
                calling
                    .getSocketFactory()
                    .createSocket(InetAddress.getByName(address), listener.getLocalPort())) {
      listener.setNeedClientAuth(true);
      CompletableFuture<X509Certificate> accepted = accept(listener);
      checkNames(caller);
      caller.startHandshake();
      // In TLS 1.3 a client learns of a refusal with the first answer only.
      assertThat(caller.getInputStream().read()).isEqualTo('k');
      return accepted.get(10, TimeUnit.SECONDS);
    }
  }

  private static CompletableFuture<X509Certificate> accept(SSLServerSocket listener) {
    return CompletableFuture.supplyAsync(
        () -> {
          try (SSLSocket socket = (SSLSocket) listener.accept()) {
            Certificate[] chain = socket.getSession().getPeerCertificates();
            socket.getOutputStream().write('k');
            return (X509Certificate) chain[0];
          } catch (IOException e) {
            throw new IllegalStateException("accepting an agent", e);
          }
        });
  }

  private static void checkNames(SSLSocket caller) {
    SSLParameters parameters = caller.getSSLParameters();
    parameters.setProtocols(new String[] {"TLSv1.3"});
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    caller.setSSLParameters(parameters);
  }

  private static SSLContext context(PrivateKey key, String chain, String trusted) throws Exception {
    KeyStore own = KeyStore.getInstance("PKCS12");
    own.load(null, null);
    own.setKeyEntry("own", key, new char[0], certificates(chain));
    KeyStore others = KeyStore.getInstance("PKCS12");
    others.load(null, null);
    others.setCertificateEntry("authority", certificates(trusted)[0]);
    KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
    keys.init(own, new char[0]);
    TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
    trust.init(others);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
    return context;
  }

  private static Certificate[] certificates(String pem) throws Exception {
    return CertificateFactory.getInstance("X.509")
        .generateCertificates(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)))
        .toArray(Certificate[]::new);
  }
}
