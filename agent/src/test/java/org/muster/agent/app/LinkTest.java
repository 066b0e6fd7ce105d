package org.muster.agent.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.muster.agent.link.Identity;
import org.muster.agent.link.IdentityStore;
import org.muster.agent.link.Link;
import org.muster.agent.link.LinkEvents;
import org.muster.agent.link.LinkSettings;
import org.muster.agent.link.Network;
import org.muster.agent.link.RemoteStore;
import org.muster.error.ErrorCode;
import org.muster.error.MusterException;
import org.muster.protocol.AgentMessage;
import org.muster.protocol.ClusterName;
import org.muster.protocol.CoordinatorMessage;
import org.muster.protocol.Facts;
import org.muster.protocol.JoinAnswer;
import org.muster.protocol.JoinMessage;
import org.muster.protocol.LaunchId;
import org.muster.protocol.NodeId;
import org.muster.protocol.ProtocolRange;
import org.muster.protocol.Sha256;
import org.muster.protocol.TreeEntry;

/** The link against a server with real TLS 1.3 and certificates of an authority of its own. */
final class LinkTest {
  private static final Facts FACTS =
      new Facts("b", "h", "127.0.0.1", "process", 1024, 1, List.of(), 0, "", "17", "");

  @TempDir private Path directory;

  private final LinkedBlockingQueue<CoordinatorMessage> heard = new LinkedBlockingQueue<>();
  private final LinkedBlockingQueue<String> lost = new LinkedBlockingQueue<>();
  private final Map<String, String> identityFiles = new HashMap<>();
  private final AgentThread thread = new AgentThread();
  private Vertx vertx;
  private TestCoordinator coordinator;
  private Link link;

  @BeforeEach
  void open() throws Exception {
    vertx = Vertx.vertx();
    coordinator = new TestCoordinator();
  }

  @AfterEach
  void close() throws Exception {
    if (link != null) {
      thread.execute(link::close);
    }
    thread.close();
    vertx.close().await(10, TimeUnit.SECONDS);
    coordinator.close();
  }

  private final class Events implements LinkEvents {
    @Override
    public AgentMessage.Hello hello() {
      return new AgentMessage.Hello(ProtocolRange.OURS, "test", 0, FACTS, List.of());
    }

    @Override
    public void received(CoordinatorMessage message) {
      heard.add(message);
    }

    @Override
    public void lost() {
      lost.add("lost");
    }
  }

  private final class Memory implements IdentityStore {
    @Override
    public Optional<String> read(String name) {
      return Optional.ofNullable(identityFiles.get(name));
    }

    @Override
    public void replace(String name, String content) {
      identityFiles.put(name, content);
    }
  }

  private void start() {
    start(coordinator.pin(), TestCoordinator.TOKEN, coordinator.address());
  }

  private void start(String pin, String token, URI... addresses) {
    LinkSettings settings =
        new LinkSettings(
                List.of(addresses),
                pin,
                new ClusterName("demo"),
                new LaunchId("l1"),
                "local-1",
                token)
            .showing("MIIB");
    link =
        new Link(
            settings,
            Identity.in(new Memory()),
            FACTS,
            Network.of(vertx),
            thread,
            thread,
            () -> 0.01,
            new Events());
    thread.execute(link::start);
  }

  private <T extends CoordinatorMessage> T hear(Class<T> type) throws InterruptedException {
    CoordinatorMessage message = heard.poll(20, TimeUnit.SECONDS);
    assertThat(message).isInstanceOf(type);
    return type.cast(message);
  }

  @Test
  void aNewNodeJoinsWithItsTokenAndThenSaysHelloAsItself() throws Exception {
    start();

    JoinMessage.JoinProve prove = coordinator.await(JoinMessage.JoinProve.class);
    assertThat(prove.tokenProof()).isNotEmpty();
    assertThat(prove.identity()).isEqualTo("MIIB");
    coordinator.await(AgentMessage.Hello.class);
    assertThat(hear(CoordinatorMessage.Welcome.class).epoch()).isEqualTo(1);
    assertThat(identityFiles).containsKeys("key.pem", "certificate.pem");
  }

  @Test
  void aKnownNodeDoesNotJoinAgain() throws Exception {
    start();
    hear(CoordinatorMessage.Welcome.class);
    thread.execute(link::close);

    start();
    hear(CoordinatorMessage.Welcome.class);

    coordinator.await(AgentMessage.Hello.class);
    coordinator.await(AgentMessage.Hello.class);
    assertThat(coordinator.seen().stream().filter(JoinMessage.JoinBegin.class::isInstance))
        .hasSize(1);
  }

  @Test
  void aNodeWhoseCertificateExpiredComesBackByItsKeyAlone() throws Exception {
    coordinator.certificatesLive(Duration.ofSeconds(-5));
    start();
    JoinMessage.JoinProve first = coordinator.await(JoinMessage.JoinProve.class);
    coordinator.certificatesLive(Duration.ofHours(1));

    JoinMessage.JoinProve second = coordinator.await(JoinMessage.JoinProve.class);

    assertThat(second.publicKey()).isEqualTo(first.publicKey());
    assertThat(second.tokenProof()).isEmpty();
    assertThat(second.identity()).isEmpty();
    hear(CoordinatorMessage.Welcome.class);
  }

  @Test
  void aWrongTokenIsRefusedAndNotTriedOverAndOver() throws Exception {
    start(coordinator.pin(), "d3Jvbmc", coordinator.address());

    coordinator.await(JoinMessage.JoinProve.class);

    assertThat(heard.poll(500, TimeUnit.MILLISECONDS)).isNull();
    assertThat(coordinator.connections()).isEqualTo(1);
    assertThat(identityFiles).doesNotContainKey("certificate.pem");
  }

  @Test
  void aNodeThatComesTooEarlyComesBackWhenItWasTold() throws Exception {
    coordinator.answerJoinsWith(new JoinAnswer.JoinLater(200, "the launch call is not done"));
    start();
    coordinator.await(JoinMessage.JoinBegin.class);
    coordinator.answerJoinsWith(null);

    hear(CoordinatorMessage.Welcome.class);
  }

  @Test
  void aServerOfAnotherAuthorityLearnsNothing() throws Exception {
    try (TestCoordinator impostor = new TestCoordinator()) {
      start(coordinator.pin(), TestCoordinator.TOKEN, impostor.address(), coordinator.address());

      hear(CoordinatorMessage.Welcome.class);

      assertThat(impostor.connections()).isZero();
    }
  }

  @Test
  void aCutConnectionIsSaidOnceAndMadeAgain() throws Exception {
    start();
    hear(CoordinatorMessage.Welcome.class);

    coordinator.cut();

    assertThat(lost.poll(20, TimeUnit.SECONDS)).isNotNull();
    hear(CoordinatorMessage.Welcome.class);
    assertThat(lost).isEmpty();
  }

  @Test
  void anAgentThatIsEarlierThanItsCoordinatorWaitsForIt() throws Exception {
    int port = coordinator.address().getPort();
    String pin = coordinator.pin();
    coordinator.close();
    start(pin, TestCoordinator.TOKEN, URI.create("wss://127.0.0.1:" + port));
    assertThat(heard.poll(300, TimeUnit.MILLISECONDS)).isNull();

    coordinator = coordinator.again(port);

    hear(CoordinatorMessage.Welcome.class);
  }

  @Test
  void everyPingIsAnswered() throws Exception {
    start();
    hear(CoordinatorMessage.Welcome.class);

    coordinator.say(new CoordinatorMessage.Ping(41));
    coordinator.say(new CoordinatorMessage.Ping(42));

    assertThat(coordinator.await(AgentMessage.Pulse.class).sequence()).isEqualTo(41);
    assertThat(coordinator.await(AgentMessage.Pulse.class).sequence()).isEqualTo(42);
  }

  @Test
  void whatTheAgentDoesNotKnowIsIgnored() throws Exception {
    start();
    hear(CoordinatorMessage.Welcome.class);

    coordinator.sayText("{\"type\":\"from-the-future\"}");
    coordinator.sayText("no json");
    coordinator.say(new CoordinatorMessage.LogCredit(1));

    hear(CoordinatorMessage.LogCredit.class);
  }

  @Test
  void aRefusedAgentComesBackAfterTheTimeGiven() throws Exception {
    coordinator.welcomeWith(
        new CoordinatorMessage.Refused(ErrorCode.INCOMPATIBLE_VERSION, "too old", 300));
    start();
    coordinator.await(AgentMessage.Hello.class);
    coordinator.welcomeWith(new CoordinatorMessage.Welcome(1, 3, new NodeId("worker-1"), "test"));

    assertThat(hear(CoordinatorMessage.Welcome.class).epoch()).isEqualTo(3);
    assertThat(lost).isEmpty();
  }

  @Test
  void aNewCertificateIsKeptAndAForeignOneIsNot() throws Exception {
    start();
    JoinMessage.JoinProve prove = coordinator.await(JoinMessage.JoinProve.class);
    hear(CoordinatorMessage.Welcome.class);
    String first = identityFiles.get("certificate.pem");
    String second = coordinator.certificateFor(prove.publicKey());
    String foreign =
        coordinator.certificateFor(
            Base64.getEncoder().encodeToString(TestAuthority.newKeys().getPublic().getEncoded()));

    coordinator.say(new CoordinatorMessage.CertificateIssued(second));
    coordinator.say(new CoordinatorMessage.CertificateIssued(foreign));
    coordinator.say(new CoordinatorMessage.LogCredit(1));
    hear(CoordinatorMessage.LogCredit.class);

    assertThat(identityFiles.get("certificate.pem")).isEqualTo(second).isNotEqualTo(first);
  }

  @Test
  void aCertificateIsRenewedInTime() throws Exception {
    coordinator.certificatesLive(Duration.ofSeconds(8));
    start();
    hear(CoordinatorMessage.Welcome.class);

    AgentMessage.RenewCertificate renew = coordinator.await(AgentMessage.RenewCertificate.class);

    JoinMessage.JoinProve prove =
        coordinator.seen().stream()
            .filter(JoinMessage.JoinProve.class::isInstance)
            .map(JoinMessage.JoinProve.class::cast)
            .findFirst()
            .orElseThrow();
    assertThat(renew.publicKey()).isEqualTo(prove.publicKey());
  }

  @Test
  void filesComeFromTheStoreWithTheNodesCertificate() throws Exception {
    byte[] content = "hello".getBytes(StandardCharsets.UTF_8);
    Sha256 hash = Sha256.of(content);
    coordinator.offer("/store/blobs/" + hash, content);
    start();
    hear(CoordinatorMessage.Welcome.class);
    RemoteStore store = link.store(vertx);
    Path target = directory.resolve("f");

    store.file(new TreeEntry.Content("f", hash, content.length, true), target);

    assertThat(target).hasBinaryContent(content);
    assertThat(Files.isExecutable(target)).isTrue();
  }

  @Test
  void manyFilesComeOverOneConnection() throws Exception {
    byte[] content = "hello".getBytes(StandardCharsets.UTF_8);
    Sha256 hash = Sha256.of(content);
    coordinator.offer("/store/blobs/" + hash, content);
    start();
    hear(CoordinatorMessage.Welcome.class);
    RemoteStore store = link.store(vertx);
    int before = coordinator.connectionsSoFar();

    for (int i = 0; i < 5; i++) {
      store.file(
          new TreeEntry.Content("f" + i, hash, content.length, true), directory.resolve("f" + i));
    }

    assertThat(coordinator.connectionsSoFar() - before).isEqualTo(1);
  }

  @Test
  void aFileWhoseContentDoesNotFitItsNameIsRefused() throws Exception {
    Sha256 hash = Sha256.of(new byte[] {1});
    coordinator.offer("/store/blobs/" + hash, new byte[] {2});
    start();
    hear(CoordinatorMessage.Welcome.class);
    RemoteStore store = link.store(vertx);
    Path target = directory.resolve("f");

    Throwable failure =
        CompletableFuture.runAsync(
                () -> store.file(new TreeEntry.Content("lib/a.jar", hash, 1, false), target))
            .handle((nothing, thrown) -> thrown.getCause())
            .get(20, TimeUnit.SECONDS);

    assertThat(failure)
        .isInstanceOf(MusterException.class)
        .hasMessageContaining("lib/a.jar")
        .hasMessageContaining("does not fit its name");
    assertThat(target).doesNotExist();
  }

  @Test
  void aFileThatTheStoreLacksIsSaidByName() throws Exception {
    start();
    hear(CoordinatorMessage.Welcome.class);
    RemoteStore store = link.store(vertx);
    Sha256 hash = Sha256.of(new byte[] {1});

    Throwable failure =
        CompletableFuture.runAsync(() -> store.tree(hash))
            .handle((nothing, thrown) -> thrown.getCause())
            .get(20, TimeUnit.SECONDS);

    assertThat(failure).hasMessageContaining("tree " + hash).hasMessageContaining("404");
  }
}
