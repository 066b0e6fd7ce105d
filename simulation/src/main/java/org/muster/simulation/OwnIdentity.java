package org.muster.simulation;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.muster.coordinator.link.AgentIdentity;
import org.muster.coordinator.link.JoinDecision;
import org.muster.protocol.AgentMessage;
import org.muster.protocol.NodeId;
import org.muster.protocol.StepKey;
import org.muster.protocol.StepSummary;

/** 5. An agent speaks only for its own identity, and nobody else gets that identity. */
final class OwnIdentity extends Rule {
  private record Seat(long incarnation, NodeId node) {}

  private final Map<Seat, String> keys = new HashMap<>();

  OwnIdentity(World world) {
    super(5, world);
  }

  @Override
  void joinAnswered(Machine machine, JoinDecision decision) {
    if (decision instanceof JoinDecision.Admitted admitted) {
      Seat seat = new Seat(admitted.incarnation(), admitted.node());
      String key = keys.putIfAbsent(seat, machine.publicKey());
      if (key != null && !key.equals(machine.publicKey())) {
        broken("%s was given to %s and to %s", admitted.node(), key, machine.publicKey());
      }
    }
  }

  @Override
  void heard(Wire wire, AgentMessage message) {
    AgentIdentity speaker = wire.identity();
    for (StepKey step : stepsOf(message)) {
      if (!step.node().equals(speaker.node()) || !step.cluster().equals(speaker.cluster())) {
        broken("%s was heard to speak of %s", speaker, step);
      }
    }
  }

  private static List<StepKey> stepsOf(AgentMessage message) {
    if (message instanceof AgentMessage.Hello hello) {
      return hello.steps().stream().map(StepSummary::step).toList();
    }
    if (message instanceof AgentMessage.StepStarted started) {
      return List.of(started.step());
    }
    if (message instanceof AgentMessage.StepFinished finished) {
      return List.of(finished.step());
    }
    if (message instanceof AgentMessage.BarrierArrived arrived) {
      return List.of(arrived.step());
    }
    return message instanceof AgentMessage.ShareValue share ? List.of(share.step()) : List.of();
  }
}
