package org.muster.coordinator.provider.local.container;

import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;

/** The tokens that nodes hold for their metadata; each is good for one node and for a time. */
final class MetadataTokens {
  private static final long LONGEST_SECONDS = 21_600;
  private static final int BYTES = 40;

  private final InstantSource clock;
  private final SecureRandom random;
  private final Map<String, Held> byToken = new HashMap<>();

  private record Held(String node, Instant until) {}

  MetadataTokens(InstantSource clock, SecureRandom random) {
    this.clock = clock;
    this.random = random;
  }

  static boolean isLifetime(long seconds) {
    return seconds >= 1 && seconds <= LONGEST_SECONDS;
  }

  synchronized String issue(String node, long seconds) {
    Instant now = clock.instant();
    byToken.values().removeIf(held -> !now.isBefore(held.until()));
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    String token = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    byToken.put(token, new Held(node, now.plusSeconds(seconds)));
    return token;
  }

  synchronized boolean isGood(String node, String token) {
    Held held = byToken.get(token);
    return held != null && held.node().equals(node) && clock.instant().isBefore(held.until());
  }
}
