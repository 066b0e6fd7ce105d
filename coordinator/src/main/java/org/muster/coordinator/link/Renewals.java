package org.muster.coordinator.link;

import io.vertx.core.Future;
import io.vertx.core.WorkerExecutor;
import java.util.Base64;
import org.muster.coordinator.link.ca.AgentCertificate;
import org.muster.coordinator.link.ca.JoinProof;
import org.muster.coordinator.link.ca.NodeKey;
import org.muster.coordinator.link.ca.PeerIdentity;
import org.muster.protocol.AgentMessage.RenewCertificate;

/** Gives a node that is in a fresh certificate, for the same key or for another. */
final class Renewals {
  private final LinkKeys keys;
  private final JoinDesk desk;
  private final WorkerExecutor workers;

  Renewals(LinkKeys keys, JoinDesk desk, WorkerExecutor workers) {
    this.keys = keys;
    this.desk = desk;
    this.workers = workers;
  }

  /** The new certificate; fails with JOIN_REFUSED when the proof does not fit. */
  Future<AgentCertificate> renew(Peer peer, RenewCertificate request) {
    return workers
        .executeBlocking(() -> JoinProof.ofRenewal(peer.serial(), request), false)
        .compose(key -> remember(peer, key))
        .compose(key -> workers.executeBlocking(() -> issue(peer, key), false));
  }

  // Durable before the certificate exists: else a node could come back with a key nobody knows.
  private Future<NodeKey> remember(Peer peer, NodeKey key) {
    String publicKey = Base64.getEncoder().encodeToString(key.key().getEncoded());
    if (publicKey.equals(peer.publicKey())) {
      return Future.succeededFuture(key);
    }
    return desk.keyChanged(peer.identity(), publicKey).map(key);
  }

  private AgentCertificate issue(Peer peer, NodeKey key) {
    AgentIdentity identity = peer.identity();
    return keys.agents()
        .issue(
            key,
            new PeerIdentity(
                identity.cluster(), Long.toString(identity.incarnation()), identity.node()));
  }
}
