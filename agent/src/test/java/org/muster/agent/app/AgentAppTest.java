package org.muster.agent.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.muster.protocol.AgentMessage;
import org.muster.protocol.CoordinatorMessage;
import org.muster.protocol.DeploymentId;
import org.muster.protocol.JoinMessage;
import org.muster.protocol.Member;
import org.muster.protocol.ModuleBundle;
import org.muster.protocol.ModuleName;
import org.muster.protocol.NodeId;
import org.muster.protocol.Role;
import org.muster.protocol.Sha256;
import org.muster.protocol.StepKey;
import org.muster.protocol.StepOutcome;
import org.muster.protocol.StepWork;
import org.muster.protocol.Tree;
import org.muster.protocol.TreeEntry;

/** The whole agent against a coordinator over real TLS, with real bash. */
final class AgentAppTest {
  private static final DeploymentId DEPLOYMENT = new DeploymentId("d1");

  @TempDir private Path directory;

  private TestCoordinator coordinator;
  private AgentApp agent;

  @BeforeEach
  void startCoordinator() throws Exception {
    coordinator = new TestCoordinator();
  }

  @AfterEach
  void stop() throws Exception {
    if (agent != null) {
      agent.close();
    }
    coordinator.close();
  }

  private void startAgent() {
    agent = new AgentApp(AgentConfig.parse(config()), System.getProperty("java.home"), "test");
    agent.start();
  }

  private String config() {
    return """
    {"coordinators": ["%s"], "caPin": "%s", "cluster": "demo", "instance": "local-1",
     "launch": "l1", "token": "%s", "root": "%s/root", "address": "127.0.0.1",
     "isolation": "process", "memoryMb": 1024, "cores": 1, "state": "%s/state"}
    """
        .formatted(
            coordinator.address(), coordinator.pin(), TestCoordinator.TOKEN, directory, directory);
  }

  private ModuleBundle offerModule(String name, Map<String, String> files) {
    List<TreeEntry> entries = new ArrayList<>();
    files.forEach(
        (path, text) -> {
          byte[] content = text.getBytes(StandardCharsets.UTF_8);
          Sha256 hash = Sha256.of(content);
          coordinator.offer("/store/blobs/" + hash, content);
          entries.add(new TreeEntry.Content(path, hash, content.length, false));
        });
    Tree tree = Tree.of(entries);
    coordinator.offer("/store/trees/" + tree.hash(), tree.canonicalJson());
    return new ModuleBundle(new ModuleName(name), tree.hash().hex(), Map.of(), "");
  }

  private void brief(ModuleBundle... modules) {
    coordinator.say(
        new CoordinatorMessage.Briefing(
            DEPLOYMENT,
            1,
            Map.of("GREETING", "hello"),
            Map.of(),
            List.of(new Member(new NodeId("worker-1"), Role.WORKER, "127.0.0.1", 0)),
            List.of(modules),
            List.of(),
            List.of(),
            List.of(),
            ""));
  }

  private void run(String key) {
    coordinator.say(
        new CoordinatorMessage.RunStep(StepKey.parse(key), 1, 1, 60, new StepWork.Script(false)));
  }

  @Test
  void joinsAndRunsAStepAndReportsIt() throws Exception {
    startAgent();
    coordinator.await(JoinMessage.JoinBegin.class);
    coordinator.await(JoinMessage.JoinProve.class);
    AgentMessage.Hello hello = coordinator.await(AgentMessage.Hello.class);
    assertThat(hello.steps()).isEmpty();
    assertThat(hello.facts().memoryMb()).isEqualTo(1024);

    brief(offerModule("greet", Map.of("setup.sh", "echo \"$GREETING from $MUSTER_NODE\"\n")));
    coordinator.say(new CoordinatorMessage.LogCredit(1 << 20));
    run("demo/d1/worker-1/greet/setup/1");

    coordinator.await(AgentMessage.StepAccepted.class);
    coordinator.await(AgentMessage.StepStarted.class);
    AgentMessage.StepFinished finished = coordinator.await(AgentMessage.StepFinished.class);
    assertThat(finished.result().outcome()).isEqualTo(StepOutcome.SUCCEEDED);
    AgentMessage.LogChunk log = coordinator.seenOrAwaited(AgentMessage.LogChunk.class);
    assertThat(new String(Base64.getDecoder().decode(log.data()), StandardCharsets.UTF_8))
        .isEqualTo("hello from worker-1\n");
    assertThat(Files.readString(directory.resolve("state/epoch"))).isEqualTo("1\n");
  }
}
