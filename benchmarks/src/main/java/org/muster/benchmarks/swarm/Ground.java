package org.muster.benchmarks.swarm;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.Vertx;
import io.vertx.core.net.JdkSSLEngineOptions;
import io.vertx.core.net.OpenSSLEngineOptions;
import io.vertx.core.net.SSLEngineOptions;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.muster.agent.link.LinkSettings;
import org.muster.agent.link.Network;
import org.muster.protocol.ClusterName;
import org.muster.protocol.Facts;
import org.muster.protocol.LaunchId;
import org.muster.protocol.Member;
import org.muster.protocol.Membership;
import org.muster.protocol.Sha256;
import org.muster.protocol.StepKey;

/**
 * What all nodes of this process share.
 *
 * @param join what the static provider wrote for machines that want to join
 * @param output what every step prints that prints anything
 */
record Ground(
    int agents,
    Vertx vertx,
    List<NodeLoop> loops,
    JsonNode join,
    Path output,
    Tally tally,
    Function<byte[], List<Member>> memberships) {
  static final int EVENT_LOOPS = 2;
  private static final int NODES_AN_ADDRESS = 250;

  static Ground of(int agents, Vertx vertx, JsonNode join, Path output, Tally tally) {
    Map<Sha256, List<Member>> known = new ConcurrentHashMap<>();
    return new Ground(
        agents,
        vertx,
        NodeLoop.of(vertx, EVENT_LOOPS),
        join,
        output,
        tally,
        packed -> known.computeIfAbsent(Sha256.of(packed), hash -> Membership.unpack(packed)));
  }

  /** Most steps print nothing, and so have no file. */
  Path outputOf(StepKey step) {
    return step.module().value().equals(Scripts.CHATTER)
        ? output
        : output.resolveSibling("no-output");
  }

  Facts facts(int index) {
    String address =
        "127.%d.%d.%d"
            .formatted(
                32 + index / (NODES_AN_ADDRESS * NODES_AN_ADDRESS),
                index / NODES_AN_ADDRESS % NODES_AN_ADDRESS,
                1 + index % NODES_AN_ADDRESS);
    return new Facts(
        "boot-1",
        "swarm-" + index,
        address,
        "machine",
        1024,
        1,
        List.of("/mnt"),
        0,
        "swarm",
        Runtime.version().toString(),
        "");
  }

  LinkSettings link(String address) {
    List<URI> coordinators = new ArrayList<>();
    join.get("coordinators").forEach(text -> coordinators.add(URI.create(text.asText())));
    return new LinkSettings(
        coordinators,
        join.get("caPin").asText(),
        new ClusterName(join.get("cluster").asText()),
        new LaunchId(join.get("launch").asText()),
        "i-" + address.replace('.', '-'),
        join.get("token").asText());
  }

  /** With native TLS where there is some: the JDK's takes three times as long. */
  Network network() {
    SSLEngineOptions engine =
        OpenSSLEngineOptions.isAvailable() ? new OpenSSLEngineOptions() : new JdkSSLEngineOptions();
    return new Network(vertx, engine);
  }
}
