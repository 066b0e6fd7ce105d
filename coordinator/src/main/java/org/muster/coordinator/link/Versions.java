package org.muster.coordinator.link;

import org.muster.protocol.ProtocolRange;

/** What an agent hears when its build and ours do not speak with each other. */
final class Versions {
  private Versions() {}

  static String noneInCommon(ProtocolRange theirs) {
    ProtocolRange ours = ProtocolRange.OURS;
    String older = theirs.highest() < ours.lowest() ? "agent" : "coordinator";
    return "the agent speaks protocol %d to %d, the coordinator %d to %d; update the %s"
        .formatted(theirs.lowest(), theirs.highest(), ours.lowest(), ours.highest(), older);
  }
}
