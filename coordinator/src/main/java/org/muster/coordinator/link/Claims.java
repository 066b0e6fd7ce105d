package org.muster.coordinator.link;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.muster.protocol.AgentMessage;
import org.muster.protocol.AgentMessage.BarrierArrived;
import org.muster.protocol.AgentMessage.Hello;
import org.muster.protocol.AgentMessage.LogChunk;
import org.muster.protocol.AgentMessage.MembersWanted;
import org.muster.protocol.AgentMessage.NoticeSeen;
import org.muster.protocol.AgentMessage.Pulse;
import org.muster.protocol.AgentMessage.RenewCertificate;
import org.muster.protocol.AgentMessage.ShareValue;
import org.muster.protocol.AgentMessage.StepAccepted;
import org.muster.protocol.AgentMessage.StepFinished;
import org.muster.protocol.AgentMessage.StepProgress;
import org.muster.protocol.AgentMessage.StepStarted;
import org.muster.protocol.AgentMessage.ValueWanted;
import org.muster.protocol.StepKey;
import org.muster.protocol.StepSummary;

/** For which steps a message speaks; an agent may speak only for those of its own node. */
public final class Claims {
  private static final Map<Class<?>, Function<AgentMessage, List<StepKey>>> STEPS = new HashMap<>();

  static {
    claim(Hello.class, hello -> hello.steps().stream().map(StepSummary::step).toList());
    claim(StepAccepted.class, message -> List.of(message.step()));
    claim(StepStarted.class, message -> List.of(message.step()));
    claim(StepFinished.class, message -> List.of(message.step()));
    claim(BarrierArrived.class, message -> List.of(message.step()));
    claim(ShareValue.class, message -> List.of(message.step()));
    claim(ValueWanted.class, message -> List.of(message.step()));
    claim(MembersWanted.class, message -> List.of());
    claim(StepProgress.class, message -> List.of(message.step()));
    claim(LogChunk.class, message -> List.of(message.step()));
    claim(NoticeSeen.class, message -> List.of());
    claim(Pulse.class, message -> List.of());
    claim(RenewCertificate.class, message -> List.of());
  }

  private Claims() {}

  /** A step in the message that is not this agent's. */
  public static Optional<StepKey> foreignStep(AgentIdentity agent, AgentMessage message) {
    return STEPS.get(message.getClass()).apply(message).stream()
        .filter(step -> !isOf(agent, step))
        .findFirst();
  }

  static Set<Class<?>> messages() {
    return Set.copyOf(STEPS.keySet());
  }

  private static boolean isOf(AgentIdentity agent, StepKey step) {
    return step.cluster().equals(agent.cluster()) && step.node().equals(agent.node());
  }

  private static <T extends AgentMessage> void claim(
      Class<T> type, Function<T, List<StepKey>> steps) {
    STEPS.put(type, message -> steps.apply(type.cast(message)));
  }
}
