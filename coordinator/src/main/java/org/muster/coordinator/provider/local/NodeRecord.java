package org.muster.coordinator.provider.local;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.time.Instant;
import org.muster.protocol.LaunchId;
import org.muster.protocol.NodeId;

/**
 * What a node's directory says of the node. A directory without it was never finished.
 *
 * @param hostNumber the last part of its address
 * @param boot how often it has been booted
 * @param dueAt when its agent starts, in milliseconds of the epoch
 */
public record NodeRecord(
    NodeId node,
    String instance,
    long incarnation,
    LaunchId launch,
    int hostNumber,
    Wish wish,
    long boot,
    long dueAt) {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  public NodeRecord {
    requireNonNull(node, "node is null");
    requireNonNull(instance, "instance is null");
    requireNonNull(launch, "launch is null");
    requireNonNull(wish, "wish is null");
  }

  /** What is to become of the node. */
  public enum Wish {
    RUN,
    STOP,
    REMOVE
  }

  static NodeRecord parse(String json) throws IOException {
    return JSON.readValue(json, NodeRecord.class);
  }

  String json() throws IOException {
    return JSON.writeValueAsString(this);
  }

  NodeRecord wishing(Wish next) {
    return new NodeRecord(node, instance, incarnation, launch, hostNumber, next, boot, dueAt);
  }

  public NodeRecord bootedAgain() {
    return new NodeRecord(
        node, instance, incarnation, launch, hostNumber, Wish.RUN, boot + 1, dueAt);
  }

  /** Differs with each boot of each node, as the kernel's does on a machine. */
  public String bootId() {
    return "%s-boot-%d".formatted(instance, boot);
  }

  public boolean isDue(Instant now) {
    return now.toEpochMilli() >= dueAt;
  }
}
