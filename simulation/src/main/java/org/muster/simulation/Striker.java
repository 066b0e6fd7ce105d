package org.muster.simulation;

import java.util.List;
import java.util.Optional;
import org.muster.protocol.InstanceNotice;

/** Lets the faults of the scenario strike at their time. */
final class Striker {
  private static final long HOUR = 3_600_000;

  private final World world;

  Striker(World world) {
    this.world = world;
  }

  void plan(List<Fault> faults) {
    for (Fault fault : faults) {
      if (fault.kind() != Fault.Kind.DEATH_AT_POINT) {
        world.timeline().after(fault.at(), () -> strike(fault));
      }
    }
  }

  private void strike(Fault fault) {
    if (fault.kind().name().startsWith("COORDINATOR")
        || fault.kind() == Fault.Kind.APPEND_UNCLEAR) {
      strikeCoordinator(fault);
    } else if (fault.kind() == Fault.Kind.ALL_PARTITIONED) {
      world.cloud().machines().forEach(machine -> machine.unreachableFor(fault.lasting()));
      world.faults().count(fault);
    } else if (fault.kind() == Fault.Kind.PROVIDER_DOWN) {
      world.cloud().downFor(fault.lasting());
      world.faults().count(fault);
    } else if (fault.kind() == Fault.Kind.PROVIDER_REFUSES) {
      world.cloud().refusesFor(fault.lasting());
      world.faults().count(fault);
    } else {
      Optional<Machine> machine = world.cloud().number(fault.node());
      if (machine.isPresent()) {
        world.faults().count(fault);
        strikeNode(fault, machine.get());
      }
    }
  }

  private void strikeCoordinator(Fault fault) {
    Coordinators coordinators = world.coordinators();
    world.faults().count(fault);
    switch (fault.kind()) {
      case COORDINATOR_DIES ->
          coordinators.current().ifPresent(life -> coordinators.ends(life, fault.lasting()));
      case COORDINATOR_STOPS ->
          coordinators.current().ifPresent(life -> life.program().stopFor(fault.lasting()));
      case COORDINATOR_IS_REPLACED -> coordinators.replace(fault.lasting());
      case COORDINATOR_DISK_FULL -> coordinators.fillDiskFor(fault.lasting());
      case COORDINATOR_LOGS_FULL -> coordinators.fillLogsFor(fault.lasting());
      case COORDINATOR_CLOCK_JUMPS ->
          coordinators.setClockAhead(fault.lasting() % 2 == 0 ? HOUR : -HOUR);
      case APPEND_UNCLEAR -> world.faults().makeNextAppendUnclear();
      default -> throw new IllegalArgumentException("not of the coordinator: " + fault);
    }
  }

  private void strikeNode(Fault fault, Machine machine) {
    switch (fault.kind()) {
      case AGENT_DIES -> {
        machine.killAgent();
        machine.startAgentIn(fault.lasting());
      }
      case AGENT_STOPS ->
          machine.agent().ifPresent(life -> life.program().stopFor(fault.lasting()));
      case AGENT_CLOCK_JUMPS -> machine.setClockAhead(fault.lasting() % 2 == 0 ? HOUR : -HOUR);
      case CONNECTION_BREAKS ->
          machine.agent().flatMap(life -> life.dialer().wire()).ifPresent(Wire::breakDown);
      case PARTITION -> machine.unreachableFor(fault.lasting());
      case NODE_REBOOTS -> reboot(machine, fault.lasting());
      case NODE_DIES -> machine.destroy();
      case NODE_IS_TAKEN_BACK -> takeBack(machine, fault.lasting());
      case NODE_MAY_BE_TAKEN_BACK -> machine.giveNotice(InstanceNotice.rebalance(world.time(0)));
      case NODE_FORGETS -> {
        machine.killAgent();
        machine.loseSteps();
        machine.startAgentIn(fault.lasting());
      }
      case NODE_IS_SLOW -> machine.slowFor(fault.lasting());
      case RUNNER_DIES ->
          machine.steps().values().stream()
              .flatMap(files -> files.runner().stream())
              .filter(Runner::holdsLock)
              .findFirst()
              .ifPresent(Runner::die);
      case NODE_DISK_FULL -> machine.fillDiskFor(fault.lasting());
      case TORN_EXIT -> machine.tearNextExit();
      default -> throw new IllegalArgumentException("not of a node: " + fault);
    }
  }

  /** With notice, as spot instances are; their provider does not wait for anybody. */
  private void takeBack(Machine machine, long lasting) {
    machine.giveNotice(InstanceNotice.interruption("terminate", world.time(lasting)));
    world.timeline().after(lasting, machine::destroy);
  }

  private void reboot(Machine machine, long lasting) {
    if (machine.isOn()) {
      machine.powerOff();
      world.timeline().after(lasting, machine::bootUnlessStopped);
    }
  }
}
