package org.muster.agent.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.muster.protocol.AgentMessage;
import org.muster.protocol.CoordinatorMessage;
import org.muster.protocol.DeploymentId;
import org.muster.protocol.NodeId;
import org.muster.protocol.StepKey;
import org.muster.protocol.StepOutcome;
import org.muster.protocol.StepResult;
import org.muster.protocol.StepWork;

/** Whatever the order of things, with crashes in between, what must never happen never does. */
final class AgentPropertyTest {
  private static final StepKey[] KEYS = {
    StepKey.parse("demo/d1/worker-1/m/init/1"),
    StepKey.parse("demo/d1/worker-1/m/setup/1"),
    StepKey.parse("demo/d1/worker-1/n/setup/1")
  };

  /** The node behind the core: its disk survives, the rest does not. */
  private static final class Node {
    private final Map<StepKey, CoordinatorMessage.RunStep> intents = new HashMap<>();
    private final Map<StepKey, StepResult> results = new HashMap<>();
    private final Set<StepKey> processes = new HashSet<>();
    private final List<StepKey> starts = new ArrayList<>();
    private long durableEpoch;
    private long highestSeen;
    private boolean connected;
    private Instant now = Instant.EPOCH;
    private Agent agent = new Agent(0);

    private void perform(List<Action> actions) {
      actions.forEach(this::perform);
    }

    private void perform(Action action) {
      if (action instanceof Action.RememberEpoch remember) {
        assertThat(remember.epoch()).isGreaterThan(durableEpoch);
        durableEpoch = remember.epoch();
        perform(agent.remembered(remember, now));
      } else if (action instanceof Action.RecordIntent record) {
        assertThat(record.command().epoch()).isGreaterThanOrEqualTo(highestSeen);
        assertThat(intents).doesNotContainKey(record.command().step());
        intents.put(record.command().step(), record.command());
        perform(agent.recorded(record.command().step(), now));
      } else if (action instanceof Action.Start start) {
        assertThat(connected).as("an agent without contact starts nothing").isTrue();
        assertThat(intents).containsKey(start.step());
        assertThat(results).doesNotContainKey(start.step());
        starts.add(start.step());
        processes.add(start.step());
        perform(agent.started(start.step(), now));
      } else if (action instanceof Action.Conclude conclude) {
        assertThat(processes).doesNotContain(conclude.step());
        end(conclude.step(), conclude.outcome());
      } else if (action instanceof Action.Kill kill) {
        assertThat(processes).contains(kill.step());
      } else if (action instanceof Action.Send send) {
        assertThat(connected).isTrue();
        check(send.message());
      }
    }

    /** Nothing is said before it is durable. */
    private void check(AgentMessage message) {
      if (message instanceof AgentMessage.StepAccepted accepted) {
        assertThat(intents).containsKey(accepted.step());
      } else if (message instanceof AgentMessage.StepFinished finished) {
        assertThat(finished.result()).isEqualTo(results.get(finished.step()));
      }
    }

    private void end(StepKey key, StepOutcome outcome) {
      StepResult result = new StepResult(outcome, 0, "", false, now, now, 0, List.of());
      results.putIfAbsent(key, result);
      processes.remove(key);
      perform(agent.ended(key, results.get(key)));
    }

    private void crash() {
      connected = false;
      agent = new Agent(durableEpoch);
      List<HeldStep> held = new ArrayList<>();
      Set<StepKey> known = new HashSet<>(intents.keySet());
      known.addAll(results.keySet());
      for (StepKey key : known) {
        if (!results.containsKey(key) && !processes.contains(key)) {
          results.put(
              key, new StepResult(StepOutcome.NOT_STARTED, -1, "", false, now, now, 0, List.of()));
        }
        held.add(
            new HeldStep(
                key,
                Optional.ofNullable(intents.get(key)),
                now,
                now,
                Optional.ofNullable(results.get(key)),
                false));
      }
      agent.adopt(held, now);
    }

    private void welcome(long epoch) {
      if (epoch >= highestSeen) {
        connected = true;
        highestSeen = epoch;
      }
      perform(agent.on(new CoordinatorMessage.Welcome(1, epoch, new NodeId("worker-1"), "t"), now));
    }

    private void say(CoordinatorMessage message) {
      if (connected) {
        perform(agent.on(message, now));
      }
    }

    private void step(int choice, StepKey key, int epoch) {
      now = now.plusSeconds(1);
      switch (choice) {
        case 0, 1 -> welcome(epoch);
        case 2 -> say(briefing());
        case 3, 4 -> {
          highestSeen = connected ? Math.max(highestSeen, epoch) : highestSeen;
          say(new CoordinatorMessage.RunStep(key, epoch, 1, 20, new StepWork.Script(false)));
        }
        case 5 -> perform(agent.prepared(key));
        case 6 -> {
          if (processes.contains(key)) {
            end(key, StepOutcome.SUCCEEDED);
          }
        }
        case 7 -> {
          highestSeen = connected ? Math.max(highestSeen, epoch) : highestSeen;
          say(new CoordinatorMessage.CancelStep(key, epoch, "x"));
        }
        case 8 -> {
          connected = false;
          agent.disconnected();
        }
        case 9 -> crash();
        case 10 -> say(new CoordinatorMessage.ResultStored(key));
        default -> perform(agent.tick(now));
      }
    }

    private static CoordinatorMessage briefing() {
      return new CoordinatorMessage.Briefing(
          new DeploymentId("d1"),
          1,
          Map.of(),
          Map.of(),
          List.of(),
          List.of(),
          List.of(),
          List.of(),
          List.of(),
          "");
    }
  }

  @Property(tries = 2000)
  void anAttemptStartsAtMostOnceAndNothingIsSaidBeforeItIsDurable(
      @ForAll @Size(max = 80) List<@IntRange(max = 107) Integer> choices) {
    Node node = new Node();

    for (int choice : choices) {
      node.step(choice % 12, KEYS[choice / 12 % 3], 1 + choice / 36);
    }

    assertThat(node.starts).doesNotHaveDuplicates();
    assertThat(node.agent.maxEpoch()).isEqualTo(node.durableEpoch);
  }
}
