package org.muster.coordinator.core.state;

import java.time.Instant;
import java.util.Optional;
import org.muster.coordinator.core.event.NodeWish;
import org.muster.protocol.Facts;
import org.muster.protocol.InstanceNotice;
import org.muster.protocol.LaunchId;
import org.muster.protocol.Member;
import org.muster.protocol.NodeId;
import org.muster.protocol.Role;

/** One node of a cluster. Changed by its cluster only. */
public final class NodeState {
  private final NodeWish wish;
  private final LaunchId launch;
  private NodeStatus status = NodeStatus.WISHED;
  private Instant since;
  private String instance = "";
  private String publicKey = "";
  private String detail = "";
  private Facts facts;
  private boolean needsReapply;
  private boolean awaitsBatch;
  private InstanceNotice interruption;
  private InstanceNotice rebalance;
  private Instant replacedAt;

  NodeState(NodeWish wish, LaunchId launch, Instant at) {
    this.wish = wish;
    this.launch = launch;
    this.since = at;
  }

  static NodeState of(ClusterImage.Node image) {
    NodeState node = new NodeState(image.wish(), image.launch(), image.since());
    node.status = image.status();
    node.instance = image.instance();
    node.publicKey = image.publicKey();
    node.detail = image.detail();
    node.facts = image.facts();
    node.needsReapply = image.needsReapply();
    node.awaitsBatch = image.awaitsBatch();
    node.interruption = image.notices().interruption();
    node.rebalance = image.notices().rebalance();
    node.replacedAt = image.notices().replacedAt();
    return node;
  }

  ClusterImage.Node image() {
    return new ClusterImage.Node(
        wish,
        launch,
        status,
        since,
        instance,
        publicKey,
        detail,
        facts,
        needsReapply,
        awaitsBatch,
        new ClusterImage.Notices(interruption, rebalance, replacedAt));
  }

  public NodeId id() {
    return wish.node();
  }

  public Role role() {
    return wish.role();
  }

  public NodeWish wish() {
    return wish;
  }

  public LaunchId launch() {
    return launch;
  }

  public NodeStatus status() {
    return status;
  }

  public Instant since() {
    return since;
  }

  /** The provider's name for it; empty until it is known. */
  public String instance() {
    return instance;
  }

  /** Base64 of the key that it proved; empty before it joined. */
  public String publicKey() {
    return publicKey;
  }

  /** Why it is lost; empty otherwise. */
  public String detail() {
    return detail;
  }

  public Optional<Facts> facts() {
    return Optional.ofNullable(facts);
  }

  /** Whether it has rebooted since its set-up was applied. */
  public boolean needsReapply() {
    return needsReapply;
  }

  /** Whether it was left out when others were set up, and so is to be by itself. */
  public boolean awaitsBatch() {
    return awaitsBatch;
  }

  /** Whether it counts: it is there, or expected to come or to come back. */
  public boolean isMeant() {
    return status != NodeStatus.GONE && status != NodeStatus.REMOVING;
  }

  public boolean isJoined() {
    return status == NodeStatus.JOINED;
  }

  /** That its provider takes it back. */
  public Optional<InstanceNotice> interruption() {
    return Optional.ofNullable(interruption);
  }

  /** The gravest of what its provider has given notice of. */
  public Optional<InstanceNotice> notice() {
    return Optional.ofNullable(interruption == null ? rebalance : interruption);
  }

  public boolean knows(InstanceNotice notice) {
    return notice.equals(interruption) || notice.equals(rebalance);
  }

  /** When another was ordered in its place, on account of a notice. */
  public Optional<Instant> replacedAt() {
    return Optional.ofNullable(replacedAt);
  }

  /** As others see it; the address is empty before it joined. */
  public Member asMember() {
    return new Member(id(), role(), facts == null ? "" : facts.address(), wish.index());
  }

  void launched(String asInstance, Instant at) {
    if (!asInstance.isEmpty()) {
      instance = asInstance;
    }
    if (status == NodeStatus.WISHED) {
      move(NodeStatus.LAUNCHED, "", at);
    }
  }

  void joined(String asInstance, String key, Facts measured, Instant at) {
    instance = asInstance;
    publicKey = key;
    facts = measured;
    move(NodeStatus.JOINED, "", at);
  }

  void reported(Facts measured) {
    needsReapply |= facts != null && !facts.bootId().equals(measured.bootId());
    facts = measured;
  }

  void keyChanged(String key) {
    publicKey = key;
  }

  void noticed(InstanceNotice notice) {
    switch (notice.kind()) {
      case INTERRUPTION -> interruption = notice;
      case REBALANCE -> rebalance = notice;
    }
  }

  void replaced(Instant at) {
    replacedAt = at;
  }

  void reapplied() {
    needsReapply = false;
  }

  /** A change of the cluster went by without it. */
  void missedChange() {
    needsReapply = true;
  }

  void awaitBatch(boolean isAwaiting) {
    awaitsBatch = isAwaiting;
  }

  void move(NodeStatus next, String why, Instant at) {
    status = next;
    detail = why;
    since = at;
  }
}
