package org.muster.coordinator.core.membership;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Says whose silence has lasted too long. It suspects itself first: after a stall of its own all
 * leases begin anew, and when many members fall silent at once nobody is lost until the silence has
 * lasted as long as a coordinator's own start may take.
 *
 * <p>Asked about once a second. Not thread-safe.
 */
public final class Liveness<M> {
  static final Duration LATE_AFTER = Duration.ofSeconds(6);
  static final Duration LEASE = Duration.ofSeconds(15);
  static final Duration GRACE = Duration.ofSeconds(60);
  static final Duration LONGEST_GAP = Duration.ofSeconds(2);

  /** Words that are less far apart were the last ones before one and the same event. */
  static final Duration AT_ONCE = LATE_AFTER;

  private static final int FEWEST_AT_ONCE = 2;
  private static final int MANY_ARE_ONE_IN = 5;

  private final Instant startedAt;
  private final Map<M, Lease> leases = new HashMap<>();
  private final Set<M> lost = new HashSet<>();

  /**
   * Silent while many were: when the others speak again, these need not have had their turn yet.
   */
  private final Set<M> doubtful = new HashSet<>();

  private Instant lastAsked;

  public Liveness(Instant startedAt) {
    this.startedAt = requireNonNull(startedAt, "startedAt is null");
    this.lastAsked = startedAt;
  }

  /** Counts a member that is known, though perhaps not to this process yet. */
  public void expect(M member, Instant at) {
    Instant afterGrace = startedAt.plus(GRACE).minus(LEASE);
    Instant since = at.isAfter(afterGrace) ? at : afterGrace;
    leases.putIfAbsent(member, new Lease(at, since, false));
  }

  /** The member said something, whatever it was. A word that was counted before counts no more. */
  public void heard(M member, Instant at) {
    Lease lease = leases.get(member);
    if (lease != null && lease.wasHeard() && lease.word().equals(at)) {
      return; // or it would take back the new lease that a stall of our own has given
    }
    leases.put(member, new Lease(at, at, true));
    lost.remove(member);
    doubtful.remove(member);
  }

  /** Counts the member no longer. */
  public void forget(M member) {
    leases.remove(member);
    lost.remove(member);
    doubtful.remove(member);
  }

  /** The members that are late or lost, the longest silent first. */
  public List<Verdict<M>> verdicts(Instant at) {
    if (stalledUntil(at)) {
      leases.replaceAll((member, lease) -> restarted(member, lease, at));
    }
    lastAsked = at;
    List<Map.Entry<M, Lease>> silent = silent(at);
    if (isMassSilence(silent, at)) {
      silent.forEach(entry -> doubtful.add(entry.getKey()));
    }
    List<Verdict<M>> verdicts = new ArrayList<>();
    for (Map.Entry<M, Lease> entry : silent) {
      M member = entry.getKey();
      Duration limit = doubtful.contains(member) ? GRACE : LEASE;
      if (entry.getValue().silence(at).compareTo(limit) >= 0) {
        lost.add(member);
      }
      verdicts.add(new Verdict<>(member, silence(member)));
    }
    return verdicts;
  }

  private Verdict.Silence silence(M member) {
    return lost.contains(member) ? Verdict.Silence.LOST : Verdict.Silence.LATE;
  }

  /** A clock that was set back is a stall of unknown length. */
  private boolean stalledUntil(Instant at) {
    return at.isBefore(lastAsked) || at.isAfter(lastAsked.plus(LONGEST_GAP));
  }

  private Lease restarted(M member, Lease lease, Instant at) {
    boolean isFromFuture = at.isBefore(lastAsked);
    boolean begins = isFromFuture || lease.since().isBefore(at);
    return begins && !lost.contains(member) ? lease.restartedAt(at) : lease;
  }

  private List<Map.Entry<M, Lease>> silent(Instant at) {
    return leases.entrySet().stream()
        .filter(
            entry ->
                lost.contains(entry.getKey())
                    || entry.getValue().silence(at).compareTo(LATE_AFTER) >= 0)
        .map(entry -> Map.entry(entry.getKey(), entry.getValue()))
        .sorted(
            Comparator.comparing((Map.Entry<M, Lease> entry) -> entry.getValue().since())
                .thenComparing(entry -> entry.getValue().word()))
        .toList();
  }

  /** Whether more than a fifth of those still counted on fell silent within one short time. */
  private boolean isMassSilence(List<Map.Entry<M, Lease>> silent, Instant at) {
    List<Instant> ends =
        silent.stream()
            .filter(entry -> !lost.contains(entry.getKey()))
            .map(Map.Entry::getValue)
            .filter(lease -> lease.wasHeard() && lease.silence(at).compareTo(GRACE) < 0)
            .map(Lease::since)
            .toList();
    int counted = leases.size() - lost.size();
    int first = 0;
    for (int last = 0; last < ends.size(); last++) {
      while (ends.get(first).isBefore(ends.get(last).minus(AT_ONCE))) {
        first++;
      }
      int together = last - first + 1;
      if (together >= FEWEST_AT_ONCE && together * MANY_ARE_ONE_IN > counted) {
        return true;
      }
    }
    return false;
  }
}
