package org.muster.agent.link;

import io.vertx.core.Future;
import io.vertx.core.http.ClientWebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.net.ClientSSLOptions;
import java.io.EOFException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.muster.protocol.Codec;

/** Opens WebSockets and brings what happens on them to the agent's thread. */
final class Wire {
  private static final int HTTPS = 443;

  private final WebSocketClient client;
  private final Executor agent;

  Wire(Network network, Executor agent, Duration timeout) {
    this.agent = agent;
    int millis = Math.toIntExact(timeout.toMillis());
    // The options of the client itself speak no TLS: each connection brings its own.
    this.client =
        network
            .vertx()
            .createWebSocketClient(
                new WebSocketClientOptions()
                    .setSslEngineOptions(network.tls())
                    .setConnectTimeout(millis)
                    .setSslHandshakeTimeout(timeout.toSeconds())
                    .setMaxFrameSize(Codec.MAX_FRAME_BYTES)
                    .setMaxMessageSize(Codec.MAX_FRAME_BYTES)
                    .setTryUsePerMessageCompression(false));
  }

  /** What happens on one socket, on the agent's thread. */
  interface Listener {
    void opened();

    void text(String frame);

    void closed(Throwable cause);
  }

  /** One socket, open or on its way. */
  interface Socket {
    /** Done when the frame has left the queue of this process. */
    Future<Void> send(String frame);

    void close();
  }

  Socket open(URI coordinator, ClientSSLOptions tls, Listener listener) {
    ClientWebSocket socket = client.webSocket();
    VertxSocket result = new VertxSocket(socket);
    Once closed = new Once(cause -> agent.execute(() -> listener.closed(cause)));
    socket
        .textMessageHandler(frame -> agent.execute(() -> listener.text(frame)))
        .exceptionHandler(closed::happened)
        .closeHandler(nothing -> closed.happened(new EOFException("closed")));
    socket
        .connect(
            new WebSocketConnectOptions()
                .setHost(coordinator.getHost())
                .setPort(coordinator.getPort() < 0 ? HTTPS : coordinator.getPort())
                .setURI("/link")
                .setSsl(true)
                .setSslOptions(tls))
        .onSuccess(
            opened -> {
              result.open = true;
              agent.execute(listener::opened);
            })
        .onFailure(closed::happened);
    return result;
  }

  /** The first cause of an end is the one that tells something. */
  private static final class Once {
    private final Consumer<Throwable> then;
    private boolean done;

    Once(Consumer<Throwable> then) {
      this.then = then;
    }

    synchronized void happened(Throwable cause) {
      if (!done) {
        done = true;
        then.accept(cause);
      }
    }
  }

  private static final class VertxSocket implements Socket {
    private final ClientWebSocket socket;
    private volatile boolean open;

    VertxSocket(ClientWebSocket socket) {
      this.socket = socket;
    }

    @Override
    public Future<Void> send(String frame) {
      return socket.writeTextMessage(frame);
    }

    /** What is not open yet is closed by its listener when it is. */
    @Override
    public void close() {
      if (open) {
        // A socket that fails to close is as gone as one that closes.
        socket.close().onFailure(failure -> {});
      }
    }
  }
}
