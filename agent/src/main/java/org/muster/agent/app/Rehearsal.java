package org.muster.agent.app;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.muster.error.ErrorCode;
import org.muster.error.MusterException;
import org.muster.protocol.AgentMessage;
import org.muster.protocol.Codec;
import org.muster.protocol.CoordinatorMessage;
import org.muster.protocol.DeploymentId;
import org.muster.protocol.JoinAnswer;
import org.muster.protocol.JoinMessage;
import org.muster.protocol.NodeId;
import org.muster.protocol.StepKey;
import org.muster.protocol.StepWork;

/**
 * A whole life of an agent in a moment, against a coordinator of straw in the same process: it
 * joins, runs a command and reports it. What it loads is what an agent loads, which is what an
 * archive of classes should hold. It listens on the loopback address while it lasts.
 */
final class Rehearsal {
  private static final StepKey STEP = StepKey.parse("rehearsal/d1/worker-1/command/run/1");
  private static final long PATIENCE_SECONDS = 25;

  private final Codec codec = new Codec();
  private final CountDownLatch done = new CountDownLatch(1);
  private final RehearsalKey key;

  private Rehearsal(RehearsalKey key) {
    this.key = key;
  }

  /** Rehearses, and leaves nothing behind. */
  static void run(String javaHome) {
    try {
      Path directory = Files.createTempDirectory("muster-rehearsal");
      try {
        new Rehearsal(RehearsalKey.make(directory, javaHome)).play(directory, javaHome);
      } finally {
        delete(directory);
      }
    } catch (IOException e) {
      throw new MusterException(ErrorCode.ENVIRONMENT, "rehearsing: " + e.getMessage(), e);
    }
  }

  private void play(Path directory, String javaHome) {
    Path state = directory.resolve("state");
    new IdentityDirectory(state.resolve("identity"))
        .replace("key.pem", key.privatePem() + key.publicPem());
    Vertx vertx = Vertx.vertx();
    try {
      HttpServer server =
          vertx.createHttpServer(options()).webSocketHandler(this::opened).listen().await();
      AgentConfig config = AgentConfig.parse(config(server.actualPort(), directory));
      try (AgentApp agent = new AgentApp(config, javaHome, "rehearsal")) {
        agent.start();
        if (!done.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
          throw new MusterException(ErrorCode.ENVIRONMENT, "the rehearsal did not come to an end");
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      vertx.close().await();
    }
  }

  private HttpServerOptions options() {
    return new HttpServerOptions()
        .setHost("127.0.0.1")
        .setPort(0)
        .setSsl(true)
        .setClientAuth(ClientAuth.REQUEST)
        .setKeyCertOptions(
            new PemKeyCertOptions()
                .addKeyValue(Buffer.buffer(key.privatePem()))
                .addCertValue(Buffer.buffer(key.certificatePem())))
        .setTrustOptions(new PemTrustOptions().addCertValue(Buffer.buffer(key.certificatePem())));
  }

  private String config(int port, Path directory) {
    return """
    {"coordinators": ["wss://127.0.0.1:%d"], "caPin": "%s", "cluster": "rehearsal",
     "instance": "local", "launch": "l1", "token": "cmVoZWFyc2Fs", "root": "%s/root",
     "state": "%s/state", "address": "127.0.0.1", "isolation": "process"}
    """
        .formatted(port, key.pin(), directory, directory);
  }

  private void opened(ServerWebSocket socket) {
    if (isNode(socket)) {
      socket.textMessageHandler(frame -> heard(socket, codec.decode(AgentMessage.class, frame)));
    } else {
      socket.textMessageHandler(frame -> heard(socket, codec.decode(JoinMessage.class, frame)));
    }
  }

  private static boolean isNode(ServerWebSocket socket) {
    try {
      return socket.sslSession().getPeerCertificates().length > 0;
    } catch (SSLPeerUnverifiedException e) {
      return false;
    }
  }

  private void heard(ServerWebSocket socket, JoinMessage message) {
    NodeId node = STEP.node();
    JoinAnswer answer =
        message instanceof JoinMessage.JoinBegin
            ? new JoinAnswer.JoinChallenge(Base64.getEncoder().encodeToString(new byte[32]))
            : new JoinAnswer.JoinAccepted(node, key.certificatePem());
    socket
        .writeTextMessage(codec.encode(JoinAnswer.class, answer))
        .onFailure(failure -> done.countDown());
  }

  private void heard(ServerWebSocket socket, AgentMessage message) {
    if (message instanceof AgentMessage.Hello) {
      say(socket, new CoordinatorMessage.Welcome(1, 1, STEP.node(), "rehearsal"));
      say(socket, new CoordinatorMessage.Ping(1));
      say(socket, new CoordinatorMessage.LogCredit(1 << 20));
      say(socket, briefing());
      StepWork work = new StepWork.Command(List.of("echo", "done"));
      say(socket, new CoordinatorMessage.RunStep(STEP, 1, 1, 60, work));
    } else if (message instanceof AgentMessage.StepFinished) {
      say(socket, new CoordinatorMessage.ResultStored(STEP));
    } else if (message instanceof AgentMessage.LogChunk) {
      done.countDown();
    }
  }

  private static CoordinatorMessage briefing() {
    return new CoordinatorMessage.Briefing(
        new DeploymentId("d1"),
        1,
        Map.of(),
        Map.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        "");
  }

  private void say(ServerWebSocket socket, CoordinatorMessage message) {
    socket
        .writeTextMessage(codec.encode(CoordinatorMessage.class, message))
        .onFailure(failure -> done.countDown());
  }

  private static void delete(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
