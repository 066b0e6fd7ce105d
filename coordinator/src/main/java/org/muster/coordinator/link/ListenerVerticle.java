package org.muster.coordinator.link;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.http.ServerWebSocketHandshake;
import java.time.Duration;
import java.util.IdentityHashMap;
import java.util.Optional;
import javax.net.ssl.SSLSession;
import org.muster.error.MusterException;
import org.muster.protocol.JoinAnswer;
import org.muster.protocol.JoinAnswer.JoinLater;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One event loop of the agents' listener. Sorts connections; has no rule of its own. */
final class ListenerVerticle extends VerticleBase {
  private static final Logger log = LoggerFactory.getLogger(ListenerVerticle.class);
  private static final String LINK = "/link";
  private static final int NOT_FOUND = 404;

  // To Vert.x: any port that is free, and the same for all loops of the deployment.
  private static final int ANY_PORT = -1;

  private final LinkShared shared;
  private final ConnectionNames names;
  private final StoreRequests store;
  private final JoinGate gate;
  private final IdentityHashMap<HttpConnection, Optional<Peer>> peers = new IdentityHashMap<>();
  private HttpServer server;

  ListenerVerticle(LinkShared shared, ConnectionNames names, StoreRequests store) {
    this.shared = shared;
    this.names = names;
    this.store = store;
    this.gate = new JoinGate(shared.ports().scheduler().clock(), shared.keys().random());
  }

  @Override
  public Future<?> start() {
    server =
        vertx
            .createHttpServer(LinkTls.options(shared.settings(), shared.keys()))
            .webSocketHandshakeHandler(ListenerVerticle::admitToLink)
            .webSocketHandler(this::accept)
            .requestHandler(this::serve)
            .exceptionHandler(failure -> log.debug("a connection failed", failure));
    int port = shared.settings().port();
    return server.listen(port == 0 ? ANY_PORT : port, shared.settings().host());
  }

  int port() {
    return server.actualPort();
  }

  @Override
  public Future<?> stop() {
    return server.close();
  }

  private static void admitToLink(ServerWebSocketHandshake handshake) {
    if (LINK.equals(handshake.path())) {
      handshake.accept();
    } else {
      handshake.reject(NOT_FOUND);
    }
  }

  private void serve(HttpServerRequest request) {
    store.answer(request, peers.computeIfAbsent(request.connection(), this::identify));
  }

  // Once a connection: an agent fetches hundreds of files on one.
  private Optional<Peer> identify(HttpConnection connection) {
    connection.closeHandler(closed -> peers.remove(connection));
    return peerOf(connection.sslSession());
  }

  private void accept(ServerWebSocket socket) {
    Optional<Peer> peer = peerOf(socket.sslSession());
    if (peer.isEmpty()) {
      acceptStranger(socket);
      return;
    }
    LinkedAgent agent =
        new LinkedAgent(names.next(), vertx.getOrCreateContext(), socket, peer.get(), shared);
    socket.closeHandler(closed -> agent.socketClosed());
    socket.exceptionHandler(failure -> log.info("{}: {}", agent.identity(), failure.toString()));
    agent.begin();
  }

  private void acceptStranger(ServerWebSocket socket) {
    String address = socket.remoteAddress().hostAddress();
    Duration later = gate.enter(address);
    if (!later.isZero()) {
      JoinAnswer full = new JoinLater(later.toMillis(), "too many nodes join at once");
      socket
          .writeTextMessage(shared.codec().encode(JoinAnswer.class, full))
          .eventually(socket::close);
      return;
    }
    JoinDialogue dialogue = new JoinDialogue(socket, shared.codec(), shared.joins());
    socket.closeHandler(closed -> leave(dialogue, address));
    socket.exceptionHandler(failure -> log.info("{}: {}", address, failure.toString()));
    dialogue.begin(
        shared
            .ports()
            .scheduler()
            .after(
                shared.settings().joinWithin(),
                () -> context.runOnContext(go -> dialogue.expire())));
  }

  private void leave(JoinDialogue dialogue, String address) {
    gate.leave(address);
    dialogue.ended();
  }

  // A certificate that TLS took but that is not a node's makes its holder a stranger.
  private Optional<Peer> peerOf(SSLSession session) {
    try {
      return Peer.of(session, shared.keys().agents());
    } catch (MusterException e) {
      log.warn("a certificate was shown that is not a node's: {}", e.getMessage());
      return Optional.empty();
    }
  }
}
