package org.muster.agent.core;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.muster.protocol.AgentMessage;
import org.muster.protocol.CoordinatorMessage;
import org.muster.protocol.InstanceNotice;
import org.muster.protocol.ProtocolRange;

/**
 * What the provider has given notice of to this node, and what of it the coordinator knows. Nothing
 * of it is durable here: the instance can be asked again. Owned by the agent's thread.
 */
public final class Notices {
  private final Map<InstanceNotice.Kind, InstanceNotice> newest =
      new EnumMap<>(InstanceNotice.Kind.class);
  private final Map<InstanceNotice.Kind, InstanceNotice> stored =
      new EnumMap<>(InstanceNotice.Kind.class);
  private boolean isHeard;

  /** The instance was asked, and this is what it said; what there is to say of it now. */
  public Optional<AgentMessage> seen(InstanceNotice notice) {
    boolean isNew = !notice.equals(newest.put(notice.kind(), notice));
    return Optional.of(notice).filter(it -> isNew && isHeard).map(AgentMessage.NoticeSeen::new);
  }

  /** On a new connection: what the coordinator may not know yet. */
  public List<AgentMessage> welcomed(CoordinatorMessage.Welcome welcome) {
    isHeard = welcome.protocol() >= ProtocolRange.WITH_NOTICES;
    return newest.values().stream()
        .filter(notice -> isHeard)
        .filter(Predicate.not(stored::containsValue))
        .<AgentMessage>map(AgentMessage.NoticeSeen::new)
        .toList();
  }

  public void stored(CoordinatorMessage.NoticeStored message) {
    stored.put(message.notice().kind(), message.notice());
  }

  /** Nobody hears us. */
  public void disconnected() {
    isHeard = false;
  }
}
