package org.muster.coordinator.link;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.JdkSSLEngineOptions;
import io.vertx.core.net.OpenSSLEngineOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.SSLEngineOptions;
import io.vertx.core.net.TrustOptions;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.muster.protocol.Codec;

/** The options of the agents' listener: TLS 1.3 only, certificates asked for, frames bounded. */
final class LinkTls {
  private static final int IDLE_SECONDS = 60;

  // As long as an agent waits. To give up first would be to begin ten thousand handshakes, to end
  // none, and to begin them all again.
  private static final int HANDSHAKE_SECONDS = 30;

  private LinkTls() {}

  static HttpServerOptions options(LinkSettings settings, LinkKeys keys) {
    return new HttpServerOptions()
        .setHost(settings.host())
        .setSsl(true)
        .setSslEngineOptions(engine())
        .setEnabledSecureTransportProtocols(Set.of("TLSv1.3"))
        .setSslHandshakeTimeout(HANDSHAKE_SECONDS)
        .setSslHandshakeTimeoutUnit(TimeUnit.SECONDS)
        .setKeyCertOptions(
            new PemKeyCertOptions()
                .addCertValue(Buffer.buffer(keys.listener().pemCertificateChain()))
                .addKeyValue(Buffer.buffer(keys.listener().pemPrivateKey())))
        .setTrustOptions(TrustOptions.wrap(new AgentTrust(keys.agents())))
        .setClientAuth(ClientAuth.REQUEST)
        .setUseAlpn(false)
        .setTcpNoDelay(true)
        .setTcpKeepAlive(true)
        // Heartbeats keep a link from being idle; others have nothing to wait for.
        .setIdleTimeout(IDLE_SECONDS)
        .setIdleTimeoutUnit(TimeUnit.SECONDS)
        .setMaxWebSocketFrameSize(Codec.MAX_FRAME_BYTES)
        .setMaxWebSocketMessageSize(Codec.MAX_FRAME_BYTES)
        .setPerFrameWebSocketCompressionSupported(false)
        .setPerMessageWebSocketCompressionSupported(false);
  }

  // Handshakes are several times faster than with the JDK's engine.
  private static SSLEngineOptions engine() {
    return OpenSSLEngineOptions.isAvailable()
        ? new OpenSSLEngineOptions()
        : new JdkSSLEngineOptions();
  }
}
