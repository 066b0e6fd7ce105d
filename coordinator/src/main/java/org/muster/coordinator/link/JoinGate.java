package org.muster.coordinator.link;

import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * Bounds how many strangers are served at once and how often, each address and all together, so
 * that a storm of joins is spread out and a flood costs little. Owned by one event loop.
 */
final class JoinGate {
  static final int OPEN_PER_ADDRESS = 256;
  static final int OPEN_IN_ALL = 1024;

  private static final int PER_SECOND_AND_ADDRESS = 100;
  private static final int PER_SECOND_IN_ALL = 200;
  private static final int BURST_SECONDS = 3;
  private static final int MAX_ADDRESSES = 10_000;

  private static final class Guest {
    private final TokenBucket bucket;
    private final Turns turns;
    private int open;

    Guest(TokenBucket bucket, Turns turns) {
      this.bucket = bucket;
      this.turns = turns;
    }

    boolean mayEnter() {
      return open < OPEN_PER_ADDRESS && bucket.take();
    }
  }

  private final InstantSource clock;
  private final RandomGenerator random;
  private final Map<String, Guest> guests = new HashMap<>();
  private final TokenBucket bucketOfAll;
  private final Turns turnsOfAll;
  private int open;

  JoinGate(InstantSource clock, RandomGenerator random) {
    this.clock = clock;
    this.random = random;
    this.bucketOfAll = bucket(PER_SECOND_IN_ALL);
    this.turnsOfAll = turns(PER_SECOND_IN_ALL);
  }

  /** Counts a stranger in, or says after how long it may come again. */
  Duration enter(String address) {
    if (guests.size() >= MAX_ADDRESSES) {
      guests.values().removeIf(guest -> guest.open == 0 && guest.bucket.isFull());
    }
    Guest guest = guests.computeIfAbsent(address, a -> newGuest());
    // Who asks too much has a line of its own, and makes no other wait.
    if (!guest.mayEnter()) {
      return guest.turns.next();
    }
    if (open >= OPEN_IN_ALL || !bucketOfAll.take()) {
      return turnsOfAll.next();
    }
    guest.open++;
    open++;
    return Duration.ZERO;
  }

  /** Counts out one that was let in. */
  void leave(String address) {
    Guest guest = guests.get(address);
    guest.open--;
    open--;
    guest.turns.served(guest.open > 0);
    turnsOfAll.served(open > 0);
  }

  int remembered() {
    return guests.size();
  }

  private Guest newGuest() {
    return new Guest(bucket(PER_SECOND_AND_ADDRESS), turns(PER_SECOND_AND_ADDRESS));
  }

  private Turns turns(int perSecond) {
    return new Turns(clock, random, perSecond);
  }

  private TokenBucket bucket(int perSecond) {
    return new TokenBucket(clock, perSecond, perSecond * BURST_SECONDS);
  }
}
