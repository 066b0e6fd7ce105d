package org.muster.coordinator.link;

import io.vertx.core.Future;
import java.util.OptionalLong;
import org.muster.error.ErrorCode;
import org.muster.protocol.ClusterName;

/** Decides who joins. What it admits is durable before it answers. */
public interface JoinDesk {

  /** The present life of the cluster; empty when there is no such cluster. */
  Future<OptionalLong> incarnationOf(ClusterName cluster);

  /**
   * Somebody failed to prove what it claims, so that there is nothing to decide; people are told.
   */
  Future<Void> refused(ClusterName cluster, String instance, ErrorCode code, String reason);

  /** Decides about a node that has proven that it holds its key. */
  Future<JoinDecision> decide(JoinAttempt attempt);

  /**
   * Remembers another key of a node that is in, before it gets a certificate for that key: from now
   * on the node comes back with this one.
   *
   * @param publicKey Base64 of the X.509 form
   */
  Future<Void> keyChanged(AgentIdentity node, String publicKey);
}
