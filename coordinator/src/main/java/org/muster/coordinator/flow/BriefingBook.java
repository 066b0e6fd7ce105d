package org.muster.coordinator.flow;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.muster.coordinator.core.controller.Briefings;
import org.muster.coordinator.core.state.ClusterState;
import org.muster.coordinator.core.state.DeploymentState;
import org.muster.protocol.CoordinatorMessage.Briefing;
import org.muster.protocol.CoordinatorMessage.MembersGiven;
import org.muster.protocol.DeploymentId;
import org.muster.protocol.Member;
import org.muster.protocol.Membership;
import org.muster.protocol.ProtocolRange;
import org.muster.protocol.Sha256;

/**
 * The briefings of a cluster as its agents get them, each made once for all of them: what N nodes
 * have to know of N nodes must not be written N times. Owned by the context of its cluster.
 */
final class BriefingBook {
  /** More members than these are named by a hash, and sent to those who ask. */
  static final int MEMBERS_AT_MOST = 200;

  private final Map<DeploymentId, Page> pages = new HashMap<>();
  private final Map<Sha256, List<MembersGiven>> memberships = new HashMap<>();
  private Map<String, String> secrets = Map.of();

  /** Kept in memory only. */
  void secrets(Map<String, String> values) {
    secrets = Map.copyOf(values);
    pages.clear();
  }

  /** The newest briefing of a deployment, for an agent that speaks this version. */
  Briefing briefing(ClusterState state, DeploymentId id, int protocol) {
    DeploymentState deployment = state.deployment(id).orElseThrow();
    Page page = pages.get(id);
    if (page == null || page.whole().revision() != deployment.revision()) {
      page = written(deployment);
      pages.put(id, page);
      forgetOthersThan(state);
    }
    return protocol < ProtocolRange.WITH_MEMBERSHIP_BY_HASH ? page.whole() : page.named();
  }

  /** A membership that a briefing names; empty when none does any more: a newer one is sent. */
  List<MembersGiven> members(Sha256 membership) {
    return memberships.getOrDefault(membership, List.of());
  }

  private Page written(DeploymentState deployment) {
    Briefing whole = Briefings.of(deployment, secrets);
    List<Member> members = whole.members();
    if (members.size() <= MEMBERS_AT_MOST) {
      return new Page(whole, whole);
    }
    byte[] packed = Membership.pack(members);
    Sha256 hash = Sha256.of(packed);
    memberships.computeIfAbsent(hash, unknown -> Membership.pieces(packed));
    return new Page(whole, whole.with(List.of(), hash.hex()));
  }

  private void forgetOthersThan(ClusterState state) {
    Set<DeploymentId> running = new HashSet<>();
    state.running().forEach(deployment -> running.add(deployment.id()));
    pages.keySet().retainAll(running);
    List<String> named = new ArrayList<>();
    pages.values().forEach(page -> named.add(page.named().membership()));
    memberships.keySet().removeIf(hash -> !named.contains(hash.hex()));
  }

  /** A briefing with all members in it, and as most agents get it. */
  private record Page(Briefing whole, Briefing named) {}
}
