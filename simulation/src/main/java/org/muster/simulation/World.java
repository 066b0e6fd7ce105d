package org.muster.simulation;

import java.time.Instant;
import org.muster.protocol.ClusterName;

/** Everything of one run, put together. */
final class World {
  private static final Instant BEGINNING = Instant.parse("2026-01-01T00:00:00Z");

  private final Scenario scenario;
  private final Tampering tampering;
  private final ClusterName cluster = new ClusterName("sim");
  private final Timeline timeline = new Timeline();
  private final Dice dice;
  private final Software software;
  private final Watch watch;
  private final Faults faults;
  private final Ledger ledger;
  private final Cloud cloud;
  private final Copies logs = new Copies();
  private final Coordinators coordinators;
  private long ids;

  World(Scenario scenario, Tampering tampering, boolean isTraced) {
    this.scenario = scenario;
    this.tampering = tampering;
    dice = Dice.of(scenario.seed(), "world");
    software = new Software(scenario.seed(), scenario.modules());
    watch = new Watch(this, isTraced);
    faults = new Faults(this);
    ledger = new Ledger(this);
    cloud = new Cloud(this);
    coordinators = new Coordinators(this);
  }

  Scenario scenario() {
    return scenario;
  }

  Tampering tampering() {
    return tampering;
  }

  ClusterName cluster() {
    return cluster;
  }

  Timeline timeline() {
    return timeline;
  }

  /** For delays and noise. */
  Dice dice() {
    return dice;
  }

  Software software() {
    return software;
  }

  Watch watch() {
    return watch;
  }

  Faults faults() {
    return faults;
  }

  Ledger ledger() {
    return ledger;
  }

  Cloud cloud() {
    return cloud;
  }

  Copies logs() {
    return logs;
  }

  Coordinators coordinators() {
    return coordinators;
  }

  /** The network's noise; quiet once the trouble is over. */
  Noise noise() {
    return faults.areOver() ? Noise.NONE : scenario.noise();
  }

  long nextId() {
    return ids++;
  }

  Instant time(long aheadBy) {
    return BEGINNING.plusMillis(timeline.now() + aheadBy);
  }
}
