package org.muster.coordinator.core.spec;

import java.util.Locale;
import java.util.SortedMap;

/** What is done when a provider recommends to put another node in the place of one. */
public enum Rebalance {
  /** People are told, and nothing is done. */
  NOTICE,
  /** Another is ordered and the node is drained, as when the provider takes it back. */
  REPLACE;

  /** Of a group; under {@code provider} for all groups. */
  public static final String SETTING = "rebalance";

  /** As a group says, else as the provider's settings say for all groups. */
  public static Rebalance of(SortedMap<String, String> group, ProviderSpec provider) {
    String usual = provider.settings().getOrDefault(SETTING, NOTICE.label());
    return group.getOrDefault(SETTING, usual).equals(REPLACE.label()) ? REPLACE : NOTICE;
  }

  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
