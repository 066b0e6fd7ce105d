package org.muster.coordinator.core.state;

import java.util.Locale;

/** The life of a node. */
public enum NodeStatus {
  /** In the ledger; the provider has not answered yet. */
  WISHED,
  /** The provider has started it; it has not joined yet. */
  LAUNCHED,
  JOINED,
  LOST,
  STOPPED,
  /** It is no member any more, and the provider is about to end it. */
  REMOVING,
  GONE;

  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
