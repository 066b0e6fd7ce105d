package org.muster.agent.app;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.muster.error.ErrorCode;
import org.muster.protocol.AgentMessage;
import org.muster.protocol.Codec;
import org.muster.protocol.CoordinatorMessage;
import org.muster.protocol.JoinAnswer;
import org.muster.protocol.JoinMessage;
import org.muster.protocol.JoinTranscript;
import org.muster.protocol.NodeId;

/**
 * The other end of a link: real TLS, real join, a real store, and a test in the place of the flow.
 */
public final class TestCoordinator implements AutoCloseable {
  public static final String TOKEN = "dGVzdC10b2tlbi1vZi0zMi1ieXRlcy4uLi4uLi4uLg";
  private static final byte[] NONCE = new byte[32];

  private final Vertx vertx = Vertx.vertx();
  private final Codec codec = new Codec();
  private final TestAuthority servers;
  private final TestAuthority nodes;
  private final LinkedBlockingQueue<Object> received = new LinkedBlockingQueue<>();
  private final List<Object> seen = new ArrayList<>();
  private final List<ServerWebSocket> sockets = new CopyOnWriteArrayList<>();
  private final Map<String, byte[]> store = new ConcurrentHashMap<>();
  private final AtomicInteger connections = new AtomicInteger();
  private final HttpServer server;
  private volatile Duration certificateLife = Duration.ofHours(24);
  private volatile JoinAnswer joinAnswer;
  private volatile CoordinatorMessage welcome =
      new CoordinatorMessage.Welcome(1, 1, new NodeId("worker-1"), "test");

  public TestCoordinator() throws TimeoutException {
    this(0, new TestAuthority("servers"), new TestAuthority("nodes"));
  }

  private TestCoordinator(int port, TestAuthority servers, TestAuthority nodes)
      throws TimeoutException {
    this.servers = servers;
    this.nodes = nodes;
    KeyPair keys = TestAuthority.newKeys();
    HttpServerOptions options =
        new HttpServerOptions()
            .setSsl(true)
            .setHost("127.0.0.1")
            .setPort(port)
            .setClientAuth(ClientAuth.REQUEST)
            .setMaxWebSocketFrameSize(Codec.MAX_FRAME_BYTES)
            .setMaxWebSocketMessageSize(Codec.MAX_FRAME_BYTES)
            .setKeyCertOptions(
                new PemKeyCertOptions()
                    .addKeyValue(Buffer.buffer(privatePem(keys)))
                    .addCertValue(
                        Buffer.buffer(
                            TestAuthority.pem(
                                servers.server(keys.getPublic()), servers.certificate()))))
            .setTrustOptions(
                new PemTrustOptions()
                    .addCertValue(Buffer.buffer(TestAuthority.pem(nodes.certificate()))));
    options.setEnabledSecureTransportProtocols(Set.of("TLSv1.3"));
    server =
        vertx
            .createHttpServer(options)
            .connectionHandler(opened -> connections.incrementAndGet())
            .webSocketHandler(this::opened)
            .requestHandler(this::serve)
            .listen()
            .await(10, TimeUnit.SECONDS);
  }

  /** How many there have been. */
  int connectionsSoFar() {
    return connections.get();
  }

  private static String privatePem(KeyPair keys) {
    String text = Base64.getMimeEncoder().encodeToString(keys.getPrivate().getEncoded());
    return "-----BEGIN PRIVATE KEY-----\n" + text + "\n-----END PRIVATE KEY-----\n";
  }

  /** A new process of the same coordinator. */
  public TestCoordinator again(int port) throws TimeoutException {
    return new TestCoordinator(port, servers, nodes);
  }

  public URI address() {
    return URI.create("wss://127.0.0.1:" + server.actualPort());
  }

  public String pin() {
    return servers.pin();
  }

  public void certificatesLive(Duration life) {
    certificateLife = life;
  }

  /** Instead of letting nodes in. */
  public void answerJoinsWith(JoinAnswer answer) {
    joinAnswer = answer;
  }

  public void welcomeWith(CoordinatorMessage message) {
    welcome = message;
  }

  public void offer(String path, byte[] content) {
    store.put(path, content);
  }

  private void opened(ServerWebSocket socket) {
    sockets.add(socket);
    boolean isNode = isNode(socket);
    socket.textMessageHandler(
        frame -> {
          if (isNode) {
            heard(socket, codec.decode(AgentMessage.class, frame));
          } else {
            heard(socket, codec.decode(JoinMessage.class, frame));
          }
        });
  }

  private static boolean isNode(ServerWebSocket socket) {
    try {
      return socket.sslSession().getPeerCertificates().length > 0;
    } catch (SSLPeerUnverifiedException e) {
      return false;
    }
  }

  private void heard(ServerWebSocket socket, AgentMessage message) {
    if (message instanceof AgentMessage.Hello) {
      say(socket, welcome);
    }
    received.add(message);
  }

  private void heard(ServerWebSocket socket, JoinMessage message) {
    if (joinAnswer != null) {
      say(socket, joinAnswer);
    } else if (message instanceof JoinMessage.JoinBegin) {
      String nonce = Base64.getEncoder().encodeToString(NONCE);
      say(socket, new JoinAnswer.JoinChallenge(nonce));
    } else if (message instanceof JoinMessage.JoinProve prove) {
      say(socket, decided(prove));
    }
    received.add(message);
  }

  private JoinAnswer decided(JoinMessage.JoinProve prove) {
    PublicKey key = key(prove.publicKey());
    JoinTranscript transcript =
        new JoinTranscript(NONCE, Base64.getDecoder().decode(prove.publicKey()), "local-1");
    if (!signed(key, transcript.bytes(), prove.signature())) {
      return new JoinAnswer.JoinRefused(ErrorCode.JOIN_REFUSED, "the signature does not fit");
    }
    if (!prove.tokenProof().isEmpty()
        && !transcript.isProvenBy(Base64.getDecoder().decode(prove.tokenProof()), TOKEN)) {
      return new JoinAnswer.JoinRefused(ErrorCode.JOIN_REFUSED, "the token does not fit");
    }
    return new JoinAnswer.JoinAccepted(new NodeId("worker-1"), certificateFor(prove.publicKey()));
  }

  /** A certificate for this key, as PEM. */
  public String certificateFor(String publicKey) {
    Instant now = Instant.now();
    return TestAuthority.pem(
        nodes.client("worker-1", key(publicKey), now.minusSeconds(60), now.plus(certificateLife)));
  }

  private static PublicKey key(String base64) {
    try {
      return KeyFactory.getInstance("EC")
          .generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(base64)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  public static boolean signed(PublicKey key, byte[] bytes, String signature) {
    try {
      Signature check = Signature.getInstance("SHA256withECDSA");
      check.initVerify(key);
      check.update(bytes);
      return check.verify(Base64.getDecoder().decode(signature));
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  private void serve(HttpServerRequest request) {
    byte[] content = store.get(request.path());
    if (content == null) {
      request.response().setStatusCode(404).end();
    } else {
      request.response().end(Buffer.buffer(content));
    }
  }

  private void say(ServerWebSocket socket, JoinAnswer answer) {
    socket.writeTextMessage(codec.encode(JoinAnswer.class, answer));
  }

  private void say(ServerWebSocket socket, CoordinatorMessage message) {
    socket.writeTextMessage(codec.encode(CoordinatorMessage.class, message));
  }

  /** Says something on the newest connection. */
  public void say(CoordinatorMessage message) {
    say(sockets.get(sockets.size() - 1), message);
  }

  public void sayText(String frame) {
    sockets.get(sockets.size() - 1).writeTextMessage(frame);
  }

  /** Cuts every connection. */
  public void cut() {
    sockets.forEach(ServerWebSocket::close);
  }

  public int connections() {
    return sockets.size();
  }

  /** The next message of this type that fits; what came before it is kept for {@link #seen}. */
  public <T> T await(Class<T> type, Predicate<T> fits) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (System.nanoTime() < end) {
      Object next = received.poll(100, TimeUnit.MILLISECONDS);
      if (next == null) {
        continue;
      }
      seen.add(next);
      if (type.isInstance(next) && fits.test(type.cast(next))) {
        return type.cast(next);
      }
    }
    throw new AssertionError("no fitting %s came; seen: %s".formatted(type.getSimpleName(), seen));
  }

  public <T> T await(Class<T> type) throws InterruptedException {
    return await(type, message -> true);
  }

  /** The first message of this type, whether it came before or is still to come. */
  public <T> T seenOrAwaited(Class<T> type) throws InterruptedException {
    for (Object message : seen) {
      if (type.isInstance(message)) {
        return type.cast(message);
      }
    }
    return await(type);
  }

  /** Everything that was awaited so far. */
  public List<Object> seen() {
    return List.copyOf(seen);
  }

  @Override
  public void close() throws TimeoutException {
    vertx.close().await(10, TimeUnit.SECONDS);
  }
}
