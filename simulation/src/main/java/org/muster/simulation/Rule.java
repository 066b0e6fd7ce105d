package org.muster.simulation;

import org.muster.agent.core.Request;
import org.muster.coordinator.core.event.Event;
import org.muster.coordinator.core.state.ClusterState;
import org.muster.coordinator.link.JoinDecision;
import org.muster.coordinator.provider.LaunchOrder;
import org.muster.protocol.AgentMessage;
import org.muster.protocol.CoordinatorMessage;
import org.muster.protocol.CoordinatorMessage.RunStep;
import org.muster.protocol.DeploymentId;
import org.muster.protocol.StepKey;
import org.muster.protocol.StepResult;

/**
 * Something that must never happen. Sees all that happens, and shares no code with what it checks.
 */
abstract class Rule {
  private final int number;
  private final World world;

  Rule(int number, World world) {
    this.number = number;
    this.world = world;
  }

  final World world() {
    return world;
  }

  /** What the journal holds, folded. */
  final ClusterState durable() {
    return world.watch().durable();
  }

  @SuppressWarnings("AnnotateFormatMethod") // the module has no other use for annotations
  final void broken(String sentence, Object... values) {
    world.watch().broken(number, sentence.formatted(values));
  }

  /** An event has become durable, and is part of the durable state. */
  void appended(long epoch, Event event) {}

  /** A coordinator says something to an agent. */
  void sent(Wire wire, CoordinatorMessage message) {}

  /** A coordinator takes a word of an agent in. */
  void heard(Wire wire, AgentMessage message) {}

  /** An agent says something. */
  void said(Machine machine, AgentMessage message) {}

  /** An agent says something on this connection. */
  void saidOn(Wire wire, AgentMessage message) {}

  /** A piece of an output is kept. */
  void logKept(StepKey step, long offset, byte[] data) {}

  /** All that was kept of outputs goes. */
  void logsForgotten() {}

  /** An agent has done all that a message made it do, and lives. */
  void obeyed(Machine machine, CoordinatorMessage message) {}

  void intentRecorded(Machine machine, RunStep command) {}

  void resultRecorded(Machine machine, StepKey step, StepResult result) {}

  /** The script of an attempt begins. */
  void processStarted(Machine machine, StepKey step) {}

  /** A script got what it asked for. */
  void granted(Machine machine, StepKey step, Request wish) {}

  void joinAnswered(Machine machine, JoinDecision decision) {}

  void launchCalled(LaunchOrder order) {}

  /** A user was told that it is done. */
  void answered(Act act, DeploymentId deployment) {}

  /** Nothing goes wrong any more, and all has had its time. */
  void atEnd() {}
}
