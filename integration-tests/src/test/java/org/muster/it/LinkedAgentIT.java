package org.muster.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.muster.coordinator.app.VertxScheduler;
import org.muster.coordinator.link.AgentConnection;
import org.muster.coordinator.link.AgentEvents;
import org.muster.coordinator.link.AgentIdentity;
import org.muster.coordinator.link.AgentListener;
import org.muster.coordinator.link.JoinAttempt;
import org.muster.coordinator.link.JoinDecision;
import org.muster.coordinator.link.JoinDesk;
import org.muster.coordinator.link.LinkKeys;
import org.muster.coordinator.link.LinkPorts;
import org.muster.coordinator.link.LinkSettings;
import org.muster.coordinator.link.StoreFiles;
import org.muster.coordinator.link.ca.AgentAuthority;
import org.muster.coordinator.link.ca.LaunchTokens;
import org.muster.coordinator.link.ca.ServerAuthority;
import org.muster.coordinator.provider.JoinData;
import org.muster.coordinator.provider.UserData;
import org.muster.error.ErrorCode;
import org.muster.protocol.AgentMessage;
import org.muster.protocol.AgentMessage.Hello;
import org.muster.protocol.AgentMessage.StepFinished;
import org.muster.protocol.ClusterName;
import org.muster.protocol.CoordinatorMessage.Briefing;
import org.muster.protocol.CoordinatorMessage.ResultStored;
import org.muster.protocol.CoordinatorMessage.RunStep;
import org.muster.protocol.CoordinatorMessage.Welcome;
import org.muster.protocol.DeploymentId;
import org.muster.protocol.LaunchId;
import org.muster.protocol.Member;
import org.muster.protocol.NodeId;
import org.muster.protocol.Role;
import org.muster.protocol.StepKey;
import org.muster.protocol.StepOutcome;
import org.muster.protocol.StepWork;
import org.muster.time.RealTime;

/** A real agent process and the real agents' listener, without the rest of a coordinator. */
final class LinkedAgentIT {
  private static final ClusterName CLUSTER = new ClusterName("demo");
  private static final LaunchId LAUNCH = new LaunchId("l1");
  private static final NodeId NODE = new NodeId("worker-1");
  private static final long INCARNATION = 1;
  private static final int PATIENCE_SECONDS = 30;

  /** One call of the link. */
  private record Told(String what, AgentConnection connection, AgentMessage message) {}

  @TempDir Path home;
  private final BlockingQueue<Told> told = new LinkedBlockingQueue<>();
  private final BlockingQueue<JoinAttempt> joins = new LinkedBlockingQueue<>();
  private volatile Duration behind = Duration.ZERO; // how old a certificate is when it is made
  private Vertx vertx;
  private AgentListener listener;
  private LaunchTokens tokens;
  private ServerAuthority servers;
  private Optional<Process> agent = Optional.empty();

  @BeforeEach
  void listen() throws Exception {
    vertx = Vertx.vertx();
    SecureRandom random = new SecureRandom();
    tokens = LaunchTokens.open(home.resolve("coordinator"), random);
    servers = ServerAuthority.open(home.resolve("coordinator"), RealTime.clock(), random);
    listener = listenerOn(0);
  }

  @AfterEach
  void stop() throws Exception {
    agent.ifPresent(Process::destroyForcibly);
    listener.close().await(PATIENCE_SECONDS, TimeUnit.SECONDS);
    vertx.close().await(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  @Test
  void anAgentJoinsRunsACommandAndComesBackByCertificateWhenTheListenerRestarts() throws Exception {
    startAgent(token());

    AgentConnection connection = connectedAndWelcomed();
    assertThat(connection.identity()).isEqualTo(new AgentIdentity(CLUSTER, INCARNATION, NODE));
    assertThat(joins.remove().isTokenProven()).isTrue();
    StepKey step = StepKey.parse("demo/d1/worker-1/command/run/1");
    connection.send(briefing(step.deployment()));
    connection.send(
        new RunStep(
            step,
            1,
            0,
            60,
            new StepWork.Command(List.of("/bin/sh", "-c", "test -n \"$MUSTER_NODE\""))));
    assertThat(finished(step).result().outcome()).isEqualTo(StepOutcome.SUCCEEDED);
    connection.send(new ResultStored(step));

    int port = listener.port();
    listener.close().await(PATIENCE_SECONDS, TimeUnit.SECONDS);
    listener = listenerOn(port);

    AgentConnection again = connectedAndWelcomed();
    assertThat(again.identity()).isEqualTo(connection.identity());
    assertThat(joins).isEmpty();
  }

  @Test
  void anAgentWithAWrongTokenIsRefusedSaysSoAndStaysOut() throws Exception {
    LaunchId another = new LaunchId("l2");

    startAgent(tokens.derive(CLUSTER, Long.toString(INCARNATION), another));

    awaitInLog("does not let this node in: the node does not hold the join token");
    assertThat(told).isEmpty();
    assertThat(joins).isEmpty();
    assertThat(agent.orElseThrow().isAlive()).isTrue();
    assertThat(Files.readString(log())).doesNotContain(tokens.derive(CLUSTER, "1", another));
  }

  @Test
  void anAgentRenewsItsCertificateOverTheLinkBeforeItEnds() throws Exception {
    behind = AgentAuthority.LIFETIME.minusSeconds(40);
    startAgent(token());
    connectedAndWelcomed();
    Instant first = certificateEnds();
    assertThat(joins.remove().isTokenProven()).isTrue();

    behind = Duration.ZERO;

    Eventually.see(
        "a certificate for another day",
        Duration.ofSeconds(PATIENCE_SECONDS),
        this::certificateEnds,
        ends -> ends.isAfter(first.plus(Duration.ofHours(23))));
    int port = listener.port();
    listener.close().await(PATIENCE_SECONDS, TimeUnit.SECONDS);
    listener = listenerOn(port);
    connectedAndWelcomed();
    assertThat(joins).as("it comes back by its new certificate").isEmpty();
  }

  @Test
  void anAgentWhoseCertificateEndedWhileItWasAloneComesBackByItsKey() throws Exception {
    behind = AgentAuthority.LIFETIME.minusSeconds(4);
    startAgent(token());
    AgentConnection before = connectedAndWelcomed();
    joins.remove();
    int port = listener.port();
    listener.close().await(PATIENCE_SECONDS, TimeUnit.SECONDS);
    Instant ends = certificateEnds();
    Eventually.see(
        "its certificate to end",
        Duration.ofSeconds(PATIENCE_SECONDS),
        () -> RealTime.clock().instant(),
        now -> now.isAfter(ends.plusMillis(500)));

    behind = Duration.ZERO;
    listener = listenerOn(port);

    assertThat(connectedAndWelcomed().identity()).isEqualTo(before.identity());
    assertThat(joins.remove().isTokenProven()).as("by its key alone").isFalse();
  }

  private Instant certificateEnds() throws Exception {
    Path file = home.resolve("node/var/lib/muster/identity/certificate.pem");
    try (InputStream pem = Files.newInputStream(file)) {
      X509Certificate certificate =
          (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(pem);
      return certificate.getNotAfter().toInstant();
    }
  }

  private AgentListener listenerOn(int port) throws Exception {
    SecureRandom random = new SecureRandom();
    LinkSettings usual = LinkSettings.onLoopback(2);
    LinkSettings settings =
        new LinkSettings(
            usual.host(), port, List.of(), usual.loops(), usual.pingEvery(), usual.joinWithin());
    LinkKeys keys =
        new LinkKeys(
            AgentAuthority.open(
                home.resolve("coordinator"),
                () -> RealTime.clock().instant().minus(behind),
                random),
            servers.issue(List.of("127.0.0.1")),
            tokens,
            random);
    LinkPorts ports =
        new LinkPorts(new Desk(), new Ears(), new EmptyStore(), new VertxScheduler(vertx));
    return AgentListener.start(vertx, settings, keys, ports)
        .await(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  private String token() {
    return tokens.derive(CLUSTER, Long.toString(INCARNATION), LAUNCH);
  }

  private void startAgent(String token) throws IOException {
    Path root = home.resolve("node");
    Path state = Files.createDirectories(root.resolve("var/lib/muster"));
    URI address = URI.create("wss://127.0.0.1:" + listener.port());
    String userData =
        new UserData(CLUSTER, LAUNCH, new JoinData(List.of(address), servers.pin(), token))
            .json(
                Map.of(
                    "instance",
                    "local-1",
                    "root",
                    root.toString(),
                    "state",
                    state.toString(),
                    "address",
                    "127.99.9.1",
                    "isolation",
                    "process",
                    "memoryMb",
                    512,
                    "cores",
                    1));
    Path config = Files.writeString(state.resolve("agent.json"), userData);
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    Path jar = Path.of(System.getProperty("muster.dist"), "agent", "muster-agent.jar");
    ProcessBuilder builder =
        new ProcessBuilder(java.toString(), "-jar", jar.toString(), "--config", config.toString());
    builder.environment().put("MUSTER_NODE_DIR", state.toString());
    File output = log().toFile();
    agent = Optional.of(builder.redirectErrorStream(true).redirectOutput(output).start());
  }

  private Path log() {
    return home.resolve("agent.log");
  }

  private AgentConnection connectedAndWelcomed() throws Exception {
    Told connected = next("connected");
    connected.connection().send(new Welcome(1, 1, NODE, "0.1"));
    return connected.connection();
  }

  private StepFinished finished(StepKey step) throws Exception {
    Told next = next("received");
    while (!(next.message() instanceof StepFinished)) {
      next = next("received");
    }
    StepFinished finished = (StepFinished) next.message();
    assertThat(finished.step()).isEqualTo(step);
    return finished;
  }

  private Told next(String what) throws Exception {
    Told next = told.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
    while (next != null && !next.what().equals(what)) {
      next = told.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }
    assertThat(next)
        .as("waiting for '%s'; the agent says:%n%s", what, Files.readString(log()))
        .isNotNull();
    return next;
  }

  private void awaitInLog(String text) {
    Eventually.see(
        "'%s' in the agent's log".formatted(text),
        Duration.ofSeconds(PATIENCE_SECONDS),
        () -> Files.exists(log()) ? Files.readString(log()) : "",
        seen -> seen.contains(text));
  }

  private static Briefing briefing(DeploymentId deployment) {
    Member self = new Member(NODE, Role.WORKER, "127.99.9.1", 0);
    return new Briefing(
        deployment,
        0,
        Map.of(),
        Map.of(),
        List.of(self),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        "");
  }

  private final class Desk implements JoinDesk {
    @Override
    public Future<OptionalLong> incarnationOf(ClusterName cluster) {
      return Future.succeededFuture(OptionalLong.of(INCARNATION));
    }

    @Override
    public Future<JoinDecision> decide(JoinAttempt attempt) {
      joins.add(attempt);
      return Future.succeededFuture(new JoinDecision.Admitted(NODE, INCARNATION));
    }

    @Override
    public Future<Void> refused(
        ClusterName cluster, String instance, ErrorCode code, String reason) {
      return Future.succeededFuture();
    }

    @Override
    public Future<Void> keyChanged(AgentIdentity node, String publicKey) {
      return Future.succeededFuture();
    }
  }

  private final class Ears implements AgentEvents {
    @Override
    public void connected(AgentConnection connection, Hello hello) {
      told.add(new Told("connected", connection, hello));
    }

    @Override
    public void received(AgentConnection connection, AgentMessage message) {
      told.add(new Told("received", connection, message));
    }

    @Override
    public void closed(AgentConnection connection, String why) {
      told.add(new Told("closed", connection, null));
    }
  }

  private static final class EmptyStore implements StoreFiles {
    @Override
    public Optional<Path> tree(String hash) {
      return Optional.empty();
    }

    @Override
    public Optional<Path> blob(String sha256) {
      return Optional.empty();
    }
  }
}
