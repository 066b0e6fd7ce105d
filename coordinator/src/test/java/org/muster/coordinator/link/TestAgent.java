package org.muster.coordinator.link;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.net.ClientOptionsBase;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.muster.protocol.AgentMessage;
import org.muster.protocol.AgentMessage.Hello;
import org.muster.protocol.Codec;
import org.muster.protocol.CoordinatorMessage;
import org.muster.protocol.Facts;
import org.muster.protocol.JoinAnswer;
import org.muster.protocol.JoinAnswer.JoinAccepted;
import org.muster.protocol.JoinAnswer.JoinChallenge;
import org.muster.protocol.JoinMessage;
import org.muster.protocol.JoinMessage.JoinBegin;
import org.muster.protocol.JoinMessage.JoinProve;
import org.muster.protocol.JoinTranscript;
import org.muster.protocol.ProtocolRange;
import org.muster.protocol.StepSummary;

/** The other end: a node's key, and connections with and without its certificate. */
final class TestAgent {
  static final Facts FACTS =
      new Facts("boot-1", "n", "127.9.9.1", "process", 1024, 1, List.of("/mnt"), 1, "", "17", "");
  private static final int PATIENCE_SECONDS = 10;

  /** An open connection. Blocks, for tests on a plain thread. */
  static final class Wire {
    private static final String CLOSED = "";
    private final WebSocket socket;
    private final Codec codec = new Codec();
    private final BlockingQueue<String> frames = new LinkedBlockingQueue<>();

    // Held on to: Vert.x closes a client that nobody refers to any more, and its sockets with it.
    private final WebSocketClient client;

    private Wire(WebSocketClient client, WebSocket socket) {
      this.client = client;
      this.socket = socket;
      socket.textMessageHandler(frames::add);
      socket.closeHandler(closed -> frames.add(CLOSED));
      socket.exceptionHandler(failure -> frames.add(CLOSED));
      socket.resume();
    }

    Wire say(JoinMessage message) {
      return write(codec.encode(JoinMessage.class, message));
    }

    Wire say(AgentMessage message) {
      return write(codec.encode(AgentMessage.class, message));
    }

    /** The other end may hang up while it is written. */
    Wire write(String frame) {
      socket.writeTextMessage(frame);
      return this;
    }

    <T extends JoinAnswer> T answer(Class<T> type) throws Exception {
      return type.cast(codec.decode(JoinAnswer.class, frame()));
    }

    <T extends CoordinatorMessage> T hear(Class<T> type) throws Exception {
      return type.cast(codec.decode(CoordinatorMessage.class, frame()));
    }

    void awaitEnd() throws Exception {
      String next = next();
      while (!next.equals(CLOSED)) {
        next = next();
      }
    }

    void close() {
      client.close();
    }

    private String frame() throws Exception {
      String next = next();
      assertThat(next).as("the connection ended instead of an answer").isNotEqualTo(CLOSED);
      return next;
    }

    private String next() throws InterruptedException {
      String next = frames.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
      assertThat(next).as("waiting for a frame").isNotNull();
      return next;
    }
  }

  final String instance;
  final KeyPair keys;
  private final Vertx vertx;
  private final int port;
  private final String serverCa;
  private Optional<String> certificate = Optional.empty();
  private Set<String> protocols = Set.of("TLSv1.3");

  TestAgent(Vertx vertx, int port, String serverCa, String instance) throws Exception {
    this(vertx, port, serverCa, instance, freshKeys());
  }

  TestAgent(Vertx vertx, int port, String serverCa, String instance, KeyPair keys) {
    this.vertx = vertx;
    this.port = port;
    this.serverCa = serverCa;
    this.instance = instance;
    this.keys = keys;
  }

  static KeyPair freshKeys() throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    return generator.generateKeyPair();
  }

  TestAgent withCertificate(String pem) {
    certificate = Optional.of(pem);
    return this;
  }

  TestAgent speaking(Set<String> versions) {
    protocols = versions;
    return this;
  }

  String certificate() {
    return certificate.orElseThrow();
  }

  String publicKey() {
    return Base64.getEncoder().encodeToString(keys.getPublic().getEncoded());
  }

  JoinBegin begin() {
    return new JoinBegin(ProtocolRange.OURS, FakeDesk.CLUSTER, FakeDesk.LAUNCH, instance);
  }

  JoinProve prove(JoinChallenge challenge, String token) throws Exception {
    JoinTranscript transcript = transcript(challenge);
    String proof =
        token.isEmpty() ? "" : Base64.getEncoder().encodeToString(transcript.tokenProof(token));
    return new JoinProve(publicKey(), sign(transcript.bytes()), proof, FACTS);
  }

  /** The same with what a provider has signed. */
  JoinProve prove(JoinChallenge challenge, String token, String document) throws Exception {
    JoinProve plain = prove(challenge, token);
    return new JoinProve(
        plain.publicKey(), plain.signature(), plain.tokenProof(), plain.facts(), document);
  }

  JoinTranscript transcript(JoinChallenge challenge) {
    byte[] nonce = Base64.getDecoder().decode(challenge.nonce());
    return new JoinTranscript(nonce, keys.getPublic().getEncoded(), instance);
  }

  String sign(byte[] bytes) throws GeneralSecurityException {
    Signature signature = Signature.getInstance("SHA256withECDSA");
    signature.initSign(keys.getPrivate());
    signature.update(bytes);
    return Base64.getEncoder().encodeToString(signature.sign());
  }

  /** The whole dialogue; keeps the certificate when there is one. */
  JoinAnswer join(String token) throws Exception {
    return join(token, "");
  }

  JoinAnswer join(String token, String document) throws Exception {
    Wire wire = connect();
    wire.say(begin());
    JoinChallenge challenge = wire.answer(JoinChallenge.class);
    wire.say(prove(challenge, token, document));
    JoinAnswer answer = wire.answer(JoinAnswer.class);
    wire.awaitEnd();
    wire.close();
    if (answer instanceof JoinAccepted accepted) {
      certificate = Optional.of(accepted.certificate());
    }
    return answer;
  }

  Wire connectAndSayHello(StepSummary... steps) throws Exception {
    return connect().say(new Hello(ProtocolRange.OURS, "0.1", 0, FACTS, List.of(steps)));
  }

  Wire connect() throws Exception {
    WebSocketClientOptions options =
        secured(new WebSocketClientOptions()).setMaxFrameSize(1 << 20).setMaxMessageSize(1 << 20);
    WebSocketClient client = vertx.createWebSocketClient(options);
    WebSocket socket =
        client
            .connect(port, "127.0.0.1", "/link")
            .onSuccess(WebSocket::pause)
            .await(PATIENCE_SECONDS, TimeUnit.SECONDS);
    return new Wire(client, socket);
  }

  /** Status and body of a GET. */
  record Fetched(int status, byte[] body) {}

  Fetched fetch(String path) throws Exception {
    HttpClient client = vertx.createHttpClient(secured(new HttpClientOptions()));
    return client
        .request(HttpMethod.GET, port, "127.0.0.1", path)
        .compose(request -> request.send())
        .compose(
            response ->
                response.body().map(body -> new Fetched(response.statusCode(), body.getBytes())))
        .eventually(client::close)
        .await(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  private <T extends ClientOptionsBase> T secured(T options) {
    options.setEnabledSecureTransportProtocols(protocols);
    options.setSsl(true).setTrustOptions(new PemTrustOptions().addCertValue(bytes(serverCa)));
    certificate.ifPresent(
        pem ->
            options.setKeyCertOptions(
                new PemKeyCertOptions().addCertValue(bytes(pem)).addKeyValue(bytes(pemKey()))));
    return options;
  }

  private String pemKey() {
    byte[] line = "\n".getBytes(StandardCharsets.US_ASCII);
    String body = Base64.getMimeEncoder(64, line).encodeToString(keys.getPrivate().getEncoded());
    return "-----BEGIN PRIVATE KEY-----\n" + body + "\n-----END PRIVATE KEY-----\n";
  }

  private static Buffer bytes(String text) {
    return Buffer.buffer(text);
  }
}
