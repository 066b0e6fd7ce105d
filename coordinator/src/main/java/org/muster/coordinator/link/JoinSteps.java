package org.muster.coordinator.link;

import io.vertx.core.Future;
import io.vertx.core.WorkerExecutor;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Optional;
import java.util.OptionalLong;
import org.muster.coordinator.core.membership.InstanceDocument;
import org.muster.coordinator.link.ca.JoinProof;
import org.muster.coordinator.link.ca.NodeKey;
import org.muster.coordinator.link.ca.PeerIdentity;
import org.muster.error.ErrorCode;
import org.muster.protocol.ClusterName;
import org.muster.protocol.JoinAnswer;
import org.muster.protocol.JoinAnswer.JoinAccepted;
import org.muster.protocol.JoinAnswer.JoinLater;
import org.muster.protocol.JoinAnswer.JoinRefused;
import org.muster.protocol.JoinMessage.JoinBegin;
import org.muster.protocol.JoinMessage.JoinProve;
import org.muster.protocol.NodeId;

/** What happens between a proof and its answer: check, decide, certify. */
final class JoinSteps {

  /** What a stranger says of itself; nothing of it is proven. Holds proofs: never log it. */
  record Claim(JoinBegin begin, long incarnation, byte[] nonce, JoinProve proof, String address) {}

  private record Proven(NodeKey key, JoinAttempt attempt) {}

  // Whoever reaches the port must not fill the journal; the log has them all.
  private static final int ALARMS_PER_SECOND = 1;
  private static final int ALARMS_AT_ONCE = 50;

  private final LinkKeys keys;
  private final JoinDesk desk;
  private final WorkerExecutor workers;
  private final TokenBucket alarms;

  JoinSteps(LinkKeys keys, JoinDesk desk, WorkerExecutor workers, InstantSource clock) {
    this.keys = keys;
    this.desk = desk;
    this.workers = workers;
    this.alarms = new TokenBucket(clock, ALARMS_PER_SECOND, ALARMS_AT_ONCE);
  }

  /** Draws a fresh nonce, and gives its Base64 form. */
  String fillNonce(byte[] nonce) {
    keys.random().nextBytes(nonce);
    return Base64.getEncoder().encodeToString(nonce);
  }

  Future<OptionalLong> incarnationOf(ClusterName cluster) {
    return desk.incarnationOf(cluster);
  }

  /** Has it kept that somebody could not prove what it says; fails never. */
  Future<Void> alarm(JoinBegin begin, ErrorCode code, String reason) {
    synchronized (alarms) {
      if (!alarms.take()) {
        return Future.succeededFuture();
      }
    }
    return desk.refused(begin.cluster(), Printable.of(begin.instance()), code, reason)
        .otherwiseEmpty();
  }

  /** The answer to a claim; fails with JOIN_REFUSED when a proof does not fit. */
  Future<JoinAnswer> join(Claim claim) {
    return workers
        .executeBlocking(() -> check(claim), false)
        .compose(proven -> desk.decide(proven.attempt()).compose(it -> answer(proven, it)));
  }

  private Proven check(Claim claim) {
    JoinBegin begin = claim.begin();
    JoinProve proof = claim.proof();
    boolean hasToken = !proof.tokenProof().isEmpty();
    NodeKey key =
        hasToken
            ? JoinProof.ofNewNode(claim.nonce(), begin.instance(), proof, token(claim))
            : JoinProof.ofKnownNode(claim.nonce(), begin.instance(), proof);
    return new Proven(
        key,
        new JoinAttempt(
            begin.cluster(),
            claim.incarnation(),
            begin.launch(),
            begin.instance(),
            proof.publicKey(),
            proof.facts(),
            hasToken,
            document(proof),
            claim.address()));
  }

  /**
   * A node that is known needs none, and the proof of its key is dearer than that of a document.
   */
  private Optional<InstanceDocument> document(JoinProve proof) {
    return proof.tokenProof().isEmpty() || proof.identity().isEmpty()
        ? Optional.empty()
        : Optional.of(keys.documents().open(proof.identity()));
  }

  private String token(Claim claim) {
    String incarnation = Long.toString(claim.incarnation());
    return keys.tokens().derive(claim.begin().cluster(), incarnation, claim.begin().launch());
  }

  private Future<JoinAnswer> answer(Proven proven, JoinDecision decision) {
    if (decision instanceof JoinDecision.Admitted admitted) {
      return workers.executeBlocking(() -> accepted(proven, admitted), false);
    }
    if (decision instanceof JoinDecision.Refused refused) {
      return Future.succeededFuture(new JoinRefused(refused.code(), refused.reason()));
    }
    JoinDecision.Later later = (JoinDecision.Later) decision;
    return Future.succeededFuture(new JoinLater(later.retryAfter().toMillis(), later.reason()));
  }

  private JoinAnswer accepted(Proven proven, JoinDecision.Admitted admitted) {
    NodeId node = admitted.node();
    PeerIdentity identity =
        new PeerIdentity(proven.attempt().cluster(), Long.toString(admitted.incarnation()), node);
    return new JoinAccepted(
        node, keys.agents().issue(proven.key(), identity).pemCertificateChain());
  }
}
