package org.muster.coordinator.provider.local;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import org.muster.coordinator.provider.PrivateFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Switches nodes on, and keeps their agents running. */
final class NodeBoots {
  private static final Logger log = LoggerFactory.getLogger(NodeBoots.class);
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Agents agents;
  private final Restarts restarts = new Restarts();

  NodeBoots(Agents agents) {
    this.agents = agents;
  }

  /** Starts the agent of a node that should run, once it is due. */
  void run(NodePlace node, NodeRecord made, Instant now) throws IOException {
    if (made.wish() == NodeRecord.Wish.RUN && made.isDue(now) && !agents.isAlive(node)) {
      restarts.started(node, now);
      agents.start(node);
    }
  }

  /** The same for a node that was made earlier, but not again and again. */
  void keepRunning(NodePlace node, Instant now) throws IOException {
    Optional<NodeRecord> found = node.record();
    if (found.isEmpty() || found.get().wish() != NodeRecord.Wish.RUN || !found.get().isDue(now)) {
      return;
    }
    if (agents.isAlive(node) || !restarts.mayStart(node, now)) {
      return;
    }
    if (agents.hasSleptThroughBoot(node)) {
      boot(node, found.get(), now);
      return;
    }
    log.warn(
        "the agent of {} is not running, so it is started; if that goes on, see {}",
        found.get().instance(),
        node.agentLog());
    run(node, found.get(), now);
  }

  /** A boot like a machine's: what ran is gone, the disks are as they were. */
  void boot(NodePlace node, NodeRecord stopped, Instant now) throws IOException {
    NodeRecord next = stopped.bootedAgain();
    node.forgetProcesses();
    ObjectNode config = (ObjectNode) JSON.readTree(PrivateFile.read(node.config()).orElse("{}"));
    config.put("bootId", next.bootId());
    PrivateFile.replace(node.config(), config.toPrettyString());
    node.write(next);
    restarts.forget(node);
    run(node, next, now);
  }
}
