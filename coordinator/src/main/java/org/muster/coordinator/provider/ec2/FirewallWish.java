package org.muster.coordinator.provider.ec2;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which security groups instances are in.
 *
 * @param inPlace of groups that are used instead of one that is made for the cluster
 * @param besides groups that are used with it
 * @param inbound what the user opens, beyond the cluster itself
 */
record FirewallWish(List<String> inPlace, List<String> besides, List<Opening> inbound) {
  FirewallWish {
    inPlace = List.copyOf(inPlace);
    besides = List.copyOf(besides);
    inbound = List.copyOf(inbound);
  }

  /** Some TCP ports, for some addresses. */
  record Opening(String cidr, int from, int to) {
    /** Empty when the text is no address block and ports, such as {@code 10.0.0.0/8 8080-8081}. */
    static Optional<Opening> parse(String text) {
      if (!text.matches("([0-9]{1,3}\\.){3}[0-9]{1,3}/[0-9]{1,2} [0-9]{1,5}(-[0-9]{1,5})?")) {
        return Optional.empty();
      }
      String[] parts = text.split("[ -]");
      int from = Integer.parseInt(parts[1]);
      int to = parts.length > 2 ? Integer.parseInt(parts[2]) : from;
      return from < 1 || to > 65_535 || from > to
          ? Optional.empty()
          : Optional.of(new Opening(parts[0], from, to));
    }
  }

  boolean makesOne() {
    return inPlace.isEmpty();
  }

  /** Of settings that were checked. */
  static FirewallWish of(Map<String, String> settings) {
    return new FirewallWish(
        SettingWords.list(settings, "security_groups"),
        SettingWords.list(settings, "additional_security_groups"),
        SettingWords.list(settings, "inbound").stream()
            .flatMap(text -> Opening.parse(text).stream())
            .toList());
  }
}
