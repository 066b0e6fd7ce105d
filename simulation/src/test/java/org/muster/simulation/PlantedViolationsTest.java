package org.muster.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.muster.agent.core.Action;
import org.muster.coordinator.core.event.Event;
import org.muster.coordinator.journal.Draft;
import org.muster.coordinator.link.AgentIdentity;
import org.muster.protocol.AgentMessage;
import org.muster.protocol.CoordinatorMessage;
import org.muster.protocol.LaunchId;
import org.muster.protocol.NodeId;
import org.muster.protocol.StepKey;
import org.muster.protocol.StepOutcome;
import org.muster.protocol.StepResult;

/** Every rule is seen to be broken when somebody breaks it. */
final class PlantedViolationsTest {
  private static final int SEEDS = 300;

  /** The rules that are broken first, in as many runs as it takes to meet the wanted one. */
  private static void seen(int rule, Supplier<Tampering> tampering) {
    List<String> others = new ArrayList<>();
    for (long seed = 0; seed < SEEDS; seed++) {
      Outcome outcome = Run.of(Scenarios.of(seed * 16), tampering.get());
      if (outcome.violation().filter(found -> found.rule() == rule).isPresent()) {
        return;
      }
      outcome.violation().ifPresent(other -> others.add(other.toString()));
    }
    assertThat(others).as("rule %d was never seen broken", rule).isNull();
  }

  @Test
  void aProcessThatStartsTwice() {
    seen(
        1,
        () ->
            new Tampering() {
              @Override
              public List<Action> actions(Machine machine, List<Action> decided) {
                List<Action> twice = new ArrayList<>(decided);
                decided.stream().filter(Action.Start.class::isInstance).forEach(twice::add);
                return twice;
              }

              @Override
              public boolean runnersLook() {
                return false;
              }
            });
  }

  @Test
  void aBarrierThatOpensEarly() {
    seen(
        2,
        () ->
            new Tampering() {
              @Override
              public List<CoordinatorMessage> hastyAnswers(AgentMessage message) {
                return message instanceof AgentMessage.BarrierArrived arrived
                    ? List.of(
                        new CoordinatorMessage.BarrierPassed(arrived.step(), arrived.request()))
                    : List.of();
              }
            });
  }

  @Test
  void aBarrierThatBreaksAfterItHasOpened() {
    seen(
        2,
        () ->
            new Tampering() {
              @Override
              public List<CoordinatorMessage> words(Wire wire, CoordinatorMessage message) {
                return message instanceof CoordinatorMessage.BarrierPassed passed
                    ? List.of(
                        new CoordinatorMessage.BarrierBroken(
                            passed.step(), passed.request(), "never mind"))
                    : List.of(message);
              }
            });
  }

  @Test
  void anAgentThatForgetsTheEpochItHasSeen() {
    seen(
        3,
        () ->
            new Tampering() {
              @Override
              public List<Action> actions(Machine machine, List<Action> decided) {
                return decided.stream()
                    .map(
                        action ->
                            action instanceof Action.RememberEpoch remember
                                ? new Action.RememberEpoch(machine.epoch(), remember.message())
                                : action)
                    .toList();
              }
            });
  }

  @Test
  void aResultThatIsMadeUp() {
    seen(
        4,
        () ->
            new Tampering() {
              @Override
              public Draft kept(Draft draft, EventTable table) {
                Event event = table.event(draft.type(), draft.body());
                return event instanceof Event.StepRunning running
                    ? table.draft(new Event.StepEnded(running.step(), success(), false))
                    : draft;
              }
            });
  }

  private static StepResult success() {
    return new StepResult(
        StepOutcome.SUCCEEDED, 0, "", false, Instant.EPOCH, Instant.EPOCH, 0, List.of());
  }

  @Test
  void anAgentThatSpeaksForAnother() {
    seen(
        5,
        () ->
            new Tampering() {
              @Override
              public List<AgentMessage> words(AgentIdentity speaker, AgentMessage message) {
                return message instanceof AgentMessage.StepStarted started
                    ? List.of(new AgentMessage.StepStarted(ofAnother(started.step()), started.at()))
                    : List.of(message);
              }

              @Override
              public boolean isGuarded() {
                return false;
              }
            });
  }

  /** The link's own guard is part of what is simulated: with it, nothing comes of it. */
  @Test
  void whoSpeaksForAnotherIsNotHeardByTheRealGuard() {
    Tampering liar =
        new Tampering() {
          @Override
          public List<AgentMessage> words(AgentIdentity speaker, AgentMessage message) {
            return message instanceof AgentMessage.StepStarted started
                ? List.of(
                    message, new AgentMessage.StepFinished(ofAnother(started.step()), success()))
                : List.of(message);
          }
        };
    for (long seed = 0; seed < 20; seed++) {
      Outcome outcome = Run.of(Scenarios.of(seed), liar);
      assertThat(outcome.violation().filter(found -> found.rule() == 5)).isEmpty();
    }
  }

  private static StepKey ofAnother(StepKey step) {
    return new StepKey(
        step.cluster(),
        step.deployment(),
        new NodeId("somebody-else"),
        step.module(),
        step.phase(),
        step.attempt());
  }

  @Test
  void aCoordinatorThatAcknowledgesBeforeItHasAppended() {
    seen(
        6,
        () ->
            new Tampering() {
              @Override
              public List<CoordinatorMessage> hastyAnswers(AgentMessage message) {
                return message instanceof AgentMessage.StepFinished finished
                    ? List.of(new CoordinatorMessage.ResultStored(finished.step()))
                    : List.of();
              }
            });
  }

  @Test
  void anAgentThatReportsWhatIsNotOnItsDisk() {
    seen(
        6,
        () ->
            new Tampering() {
              private final Map<StepKey, Integer> recorded = new HashMap<>();

              @Override
              public List<Action> actions(Machine machine, List<Action> decided) {
                List<Action> all = new ArrayList<>();
                for (Action action : decided) {
                  if (action instanceof Action.RecordIntent intent
                      && recorded.merge(intent.command().step(), 1, Integer::sum) == 1) {
                    all.add(
                        new Action.Send(new AgentMessage.StepAccepted(intent.command().step())));
                  }
                  all.add(action);
                }
                return all;
              }
            });
  }

  @Test
  void aLogWithAHoleThatNobodyMarked() {
    seen(
        7,
        () ->
            new Tampering() {
              /** A link that loses the beginning of every output. */
              @Override
              public List<AgentMessage> words(AgentIdentity speaker, AgentMessage message) {
                return message instanceof AgentMessage.LogChunk chunk && chunk.offset() == 0
                    ? List.of()
                    : List.of(message);
              }

              @Override
              public boolean marksGaps() {
                return false;
              }
            });
  }

  @Test
  void anAgentThatSendsMoreThanItHasCreditFor() {
    seen(
        7,
        () ->
            new Tampering() {
              @Override
              public List<CoordinatorMessage> words(Wire wire, CoordinatorMessage message) {
                return message instanceof CoordinatorMessage.LogCredit grant
                    ? List.of(new CoordinatorMessage.LogCredit(grant.bytes() / 1_000))
                    : List.of(message);
              }

              @Override
              public List<AgentMessage> words(AgentIdentity speaker, AgentMessage message) {
                return message instanceof AgentMessage.LogChunk chunk
                    ? List.of(chunk, chunk, chunk, chunk, chunk, chunk, chunk, chunk)
                    : List.of(message);
              }
            });
  }

  @Test
  void aSecretThatGetsIntoAnEvent() {
    seen(
        8,
        () ->
            new Tampering() {
              @Override
              public Draft kept(Draft draft, EventTable table) {
                Event event = table.event(draft.type(), draft.body());
                return event instanceof Event.NodesLaunched launched
                    ? table.draft(
                        new Event.ProviderFailed("launch " + launched.launch(), Users.SECRET))
                    : draft;
              }
            });
  }

  @Test
  void aMachineThatTheLedgerDoesNotKnow() {
    seen(
        9,
        () ->
            new Tampering() {
              @Override
              public Draft kept(Draft draft, EventTable table) {
                Event event = table.event(draft.type(), draft.body());
                return event instanceof Event.LaunchWished wished
                    ? table.draft(
                        new Event.LaunchWished(
                            new LaunchId("l9"), wished.nodes(), wished.expiresAt()))
                    : draft;
              }
            });
  }

  @Test
  void aNoticeThatIsAcknowledgedBeforeItIsDurable() {
    seen(
        6,
        () ->
            new Tampering() {
              @Override
              public List<CoordinatorMessage> hastyAnswers(AgentMessage message) {
                return message instanceof AgentMessage.NoticeSeen seen
                    ? List.of(new CoordinatorMessage.NoticeStored(seen.notice()))
                    : List.of();
              }
            });
  }

  @Test
  void aPlaceThatIsGivenAwayForNothing() {
    seen(
        12,
        () ->
            new Tampering() {
              @Override
              public Draft kept(Draft draft, EventTable table) {
                Event event = table.event(draft.type(), draft.body());
                return event instanceof Event.LaunchWished wished && wished.replaces().isEmpty()
                    ? table.draft(
                        new Event.LaunchWished(
                            wished.launch(),
                            wished.nodes(),
                            wished.expiresAt(),
                            List.of(wished.nodes().get(0).node())))
                    : draft;
              }
            });
  }

  @Test
  void aDeploymentThatNeverEndsAndNamesNobody() {
    seen(
        10,
        () ->
            new Tampering() {
              @Override
              public List<CoordinatorMessage> words(Wire wire, CoordinatorMessage message) {
                return message instanceof CoordinatorMessage.RunStep ? List.of() : List.of(message);
              }
            });
  }

  @Test
  void aJournalThatFoldsToAnotherState() {
    seen(
        11,
        () ->
            new Tampering() {
              @Override
              public Event recovered(Event event) {
                return event instanceof Event.NodeJoined joined
                    ? new Event.NodeJoined(
                        joined.node(), joined.instance(), "another key", joined.facts())
                    : event;
              }
            });
  }
}
