package org.muster.ec2.books;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** An instance: what was asked for, and what it was when. */
public final class InstanceEntry extends Resource {
  private record Turn(Instant at, InstanceState state) {}

  private final String reservation;
  private final int launchIndex;
  private final RunWish wish;
  private final List<VolumeEntry> volumes;
  private final List<Turn> turns = new ArrayList<>();
  private Instant launchedAt;
  private String address;
  private String reason = "";
  private CompletableFuture<Void> work = CompletableFuture.completedFuture(null);

  InstanceEntry(
      String id,
      Instant madeAt,
      String reservation,
      int launchIndex,
      RunWish wish,
      List<VolumeEntry> volumes) {
    super(id, madeAt, wish.instanceTags());
    this.reservation = reservation;
    this.launchIndex = launchIndex;
    this.wish = wish;
    this.volumes = List.copyOf(volumes);
    this.launchedAt = madeAt;
    this.address = wish.subnet().nextAddress();
    turns.add(new Turn(madeAt, InstanceState.PENDING));
  }

  public String reservation() {
    return reservation;
  }

  public int launchIndex() {
    return launchIndex;
  }

  public RunWish wish() {
    return wish;
  }

  public List<VolumeEntry> volumes() {
    return volumes;
  }

  /** When it was started last. */
  public Instant launchedAt() {
    return launchedAt;
  }

  public String address() {
    return address;
  }

  /** Why it is over, in EC2's words; empty when nobody had to say. */
  public String reason() {
    return reason;
  }

  /** What it was at a time, at which it was there. */
  public InstanceState stateAt(Instant time) {
    InstanceState state = turns.get(0).state();
    for (Turn turn : turns) {
      if (!turn.at().isAfter(time)) {
        state = turn.state();
      }
    }
    return state;
  }

  /** Since when it has been what it is at a time. */
  Instant since(Instant time) {
    Instant since = madeAt();
    for (Turn turn : turns) {
      if (!turn.at().isAfter(time)) {
        since = turn.at();
      }
    }
    return since;
  }

  /** From then on it is something else; what was to come after is off. */
  void turn(Instant at, InstanceState state) {
    turns.removeIf(turn -> !turn.at().isBefore(at));
    turns.add(new Turn(at, state));
  }

  void started(Instant at) {
    launchedAt = at;
  }

  void reachedAt(String newAddress) {
    address = newAddress;
  }

  void because(String why) {
    reason = why;
  }

  CompletableFuture<Void> work() {
    return work;
  }

  void worksOn(CompletableFuture<Void> next) {
    work = next;
  }
}
