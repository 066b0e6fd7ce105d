package org.muster.simulation;

import java.util.List;
import org.muster.agent.core.Action;
import org.muster.coordinator.core.event.Event;
import org.muster.coordinator.journal.Draft;
import org.muster.coordinator.link.AgentIdentity;
import org.muster.protocol.AgentMessage;
import org.muster.protocol.CoordinatorMessage;

/** Where a test breaks a rule on purpose, to see that it is noticed. Does nothing by itself. */
interface Tampering {
  Tampering NONE = new Tampering() {};

  /** What an agent does instead of what its core decided. */
  default List<Action> actions(Machine machine, List<Action> decided) {
    return decided;
  }

  /** What an agent says instead of what it wanted to. */
  default List<AgentMessage> words(AgentIdentity speaker, AgentMessage message) {
    return List.of(message);
  }

  /** What a coordinator answers at once, before it has thought. */
  default List<CoordinatorMessage> hastyAnswers(AgentMessage message) {
    return List.of();
  }

  /** What the journal keeps instead of what was given to it. */
  default Draft kept(Draft draft, EventTable table) {
    return draft;
  }

  /** What a coordinator says instead of what it wanted to. */
  default List<CoordinatorMessage> words(Wire wire, CoordinatorMessage message) {
    return List.of(message);
  }

  /** Whether the link refuses who speaks for others. */
  default boolean isGuarded() {
    return true;
  }

  /** Whether a runner looks for an earlier one. */
  default boolean runnersLook() {
    return true;
  }

  /** Events that recovery reads instead of what the journal holds. */
  default Event recovered(Event event) {
    return event;
  }
}
