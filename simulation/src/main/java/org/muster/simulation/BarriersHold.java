package org.muster.simulation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.muster.agent.core.Request;
import org.muster.coordinator.core.event.BarrierId;
import org.muster.coordinator.core.event.Event;
import org.muster.coordinator.core.plan.StepTemplate;
import org.muster.coordinator.core.state.DeploymentState;
import org.muster.protocol.BarrierRequest;
import org.muster.protocol.CoordinatorMessage;
import org.muster.protocol.DeploymentId;
import org.muster.protocol.NodeId;
import org.muster.protocol.StepKey;

/** 2. A barrier opens for all of its frozen set or by a recorded excuse, and stays open. */
final class BarriersHold extends Rule {
  private record Name(DeploymentId deployment, BarrierId barrier) {}

  private record Asking(StepKey step, String request) {}

  private final Map<Name, Map<NodeId, StepKey>> arrivals = new HashMap<>();
  private final Map<Name, BarrierRequest> requests = new HashMap<>();
  private final Map<Asking, Name> askers = new HashMap<>();
  private final Set<Name> open = new HashSet<>();

  BarriersHold(World world) {
    super(2, world);
  }

  @Override
  void appended(long epoch, Event event) {
    if (event instanceof Event.BarrierReached reached) {
      StepKey step = reached.step();
      Name name =
          new Name(
              step.deployment(),
              new BarrierId(step.module(), step.phase(), reached.barrier().name()));
      requests.putIfAbsent(name, reached.barrier());
      arrivals.computeIfAbsent(name, unknown -> new HashMap<>()).put(step.node(), step);
      askers.put(new Asking(step, reached.request()), name);
    } else if (event instanceof Event.StepEnded ended) {
      arrivals.forEach((name, there) -> leave(name, there, ended.step()));
    } else if (event instanceof Event.BarrierReleased released) {
      opened(new Name(released.deployment(), released.barrier()), released.excused());
    } else if (event instanceof Event.BarrierBroken gone) {
      Name name = new Name(gone.deployment(), gone.barrier());
      requests.remove(name);
      if (open.contains(name)) {
        broken("%s broke after it had opened", gone.barrier());
      }
    } else if (event instanceof Event.DeploymentResumed resumed) {
      arrivals.keySet().removeIf(n -> n.deployment().equals(resumed.deployment()) && isShut(n));
      requests.keySet().removeIf(n -> n.deployment().equals(resumed.deployment()) && isShut(n));
    } else if (event instanceof Event.ClusterCreated) {
      arrivals.clear();
      requests.clear();
    }
  }

  private boolean isShut(Name name) {
    return !open.contains(name);
  }

  private void leave(Name name, Map<NodeId, StepKey> there, StepKey ended) {
    if (isShut(name) && ended.equals(there.get(ended.node()))) {
      there.remove(ended.node());
    }
  }

  private void opened(Name name, List<NodeId> excused) {
    if (!open.add(name)) {
      broken("%s opened twice", name.barrier());
    }
    BarrierRequest request = requests.get(name);
    List<NodeId> members = members(durable().deployment(name.deployment()).orElseThrow(), name);
    Map<NodeId, StepKey> there = arrivals.getOrDefault(name, Map.of());
    long here = members.stream().filter(there::containsKey).count();
    if (request == null || here < needed(request.quorum(), members.size())) {
      broken("%s opened for %d of %d members", name.barrier(), here, members.size());
    }
    for (NodeId member : members) {
      if (!there.containsKey(member) && !excused.contains(member)) {
        broken("%s opened without %s, who was not excused", name.barrier(), member);
      }
    }
  }

  private static List<NodeId> members(DeploymentState deployment, Name name) {
    BarrierRequest request = deployment.barrier(name.barrier()).orElseThrow().request();
    List<NodeId> members = new ArrayList<>();
    for (NodeId node : deployment.nodes()) {
      for (StepTemplate template : deployment.plan().templates()) {
        if (template.role() == deployment.roleOf(node)
            && template.module().equals(name.barrier().module())
            && template.phase() == name.barrier().phase()
            && Slice.isOf(deployment, node, template.phase())
            && (request.members().equals("all")
                || request.members().equals(template.role().label()))) {
          members.add(node);
        }
      }
    }
    return members;
  }

  private static long needed(String quorum, int members) {
    if (quorum.endsWith("%")) {
      int percent = Integer.parseInt(quorum.substring(0, quorum.length() - 1));
      return (members * (long) percent + 99) / 100;
    }
    return Math.min(members, Integer.parseInt(quorum));
  }

  @Override
  void sent(Wire wire, CoordinatorMessage message) {
    if (message instanceof CoordinatorMessage.BarrierBroken no) {
      Name name = askers.get(new Asking(no.step(), no.request()));
      if (name != null && open.contains(name)) {
        broken("%s was told that %s broke, which is open", no.step(), name.barrier());
      }
    }
  }

  @Override
  void granted(Machine machine, StepKey step, Request wish) {
    if (wish instanceof Request.Barrier barrier) {
      Name name =
          new Name(
              step.deployment(),
              new BarrierId(step.module(), step.phase(), barrier.barrier().name()));
      if (!open.contains(name)) {
        broken("%s passed %s, which is not open", step, name.barrier());
      }
    }
  }
}
