package org.muster.coordinator.link;

import io.vertx.core.Vertx;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.muster.coordinator.app.VertxScheduler;
import org.muster.coordinator.link.ca.AgentAuthority;
import org.muster.coordinator.link.ca.LaunchTokens;
import org.muster.coordinator.link.ca.ServerAuthority;
import org.muster.protocol.JoinAnswer.JoinAccepted;
import org.muster.time.Scheduler;

/** A real listener with real certificates on loopback, a desk, and ears. */
final class LinkFixture {
  static final Duration SHORT = Duration.ofMillis(100);
  private static final int PATIENCE_SECONDS = 10;

  final Vertx vertx = Vertx.vertx();
  private final Scheduler real = new VertxScheduler(vertx);
  final FakeDesk desk = new FakeDesk();
  final RecordingEvents events = new RecordingEvents();
  final AgentAuthority agents;
  final String token;
  private final ServerAuthority servers;
  private final AgentListener listener;
  private volatile Duration ahead = Duration.ZERO;

  LinkFixture(Path home, Duration pingEvery, Duration joinWithin) throws Exception {
    SecureRandom random = SecureRandom.getInstance("NativePRNG");
    agents = AgentAuthority.open(home, this::now, random);
    servers = ServerAuthority.open(home, this::now, random);
    LaunchTokens tokens = LaunchTokens.open(home, random);
    token = tokens.derive(FakeDesk.CLUSTER, Long.toString(FakeDesk.INCARNATION), FakeDesk.LAUNCH);
    LinkSettings settings = new LinkSettings("127.0.0.1", 0, List.of(), 2, pingEvery, joinWithin);
    LinkKeys keys = new LinkKeys(agents, servers.issue(List.of("127.0.0.1")), tokens, random);
    LinkPorts ports = new LinkPorts(desk, events, files(home), scheduler());
    listener =
        AgentListener.start(vertx, settings, keys, ports).await(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  /** With the pace of production. */
  static LinkFixture calm(Path home) throws Exception {
    return new LinkFixture(home, Duration.ofSeconds(3), Duration.ofSeconds(10));
  }

  /** Lets time jump, for the ends of certificates. */
  void passTime(Duration by) {
    ahead = ahead.plus(by);
  }

  TestAgent stranger(String instance) throws Exception {
    return new TestAgent(vertx, listener.port(), servers.pemCertificate(), instance);
  }

  TestAgent anotherWithKeyOf(TestAgent agent) {
    return withKeys(agent, agent.keys);
  }

  TestAgent withKeys(TestAgent agent, KeyPair keys) {
    return new TestAgent(vertx, listener.port(), servers.pemCertificate(), agent.instance, keys);
  }

  TestAgent member(String node) throws Exception {
    desk.expect("i-" + node, node);
    TestAgent agent = stranger("i-" + node);
    if (!(agent.join(token) instanceof JoinAccepted)) {
      throw new IllegalStateException(node + " was not admitted");
    }
    return agent;
  }

  private Instant now() {
    return real.clock().instant().plus(ahead);
  }

  private Scheduler scheduler() {
    return new Scheduler() {
      @Override
      public InstantSource clock() {
        return LinkFixture.this::now;
      }

      @Override
      public Cancellable after(Duration delay, Runnable task) {
        return real.after(delay, task);
      }
    };
  }

  private static StoreFiles files(Path home) {
    return new StoreFiles() {
      @Override
      public Optional<Path> tree(String hash) {
        return Optional.of(home.resolve(hash + ".json")).filter(Files::exists);
      }

      @Override
      public Optional<Path> blob(String sha256) {
        return Optional.of(home.resolve(sha256)).filter(Files::exists);
      }
    };
  }

  void close() throws Exception {
    listener.close().await(PATIENCE_SECONDS, TimeUnit.SECONDS);
    vertx.close().await(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }
}
