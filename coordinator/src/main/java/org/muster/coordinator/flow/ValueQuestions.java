package org.muster.coordinator.flow;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.muster.coordinator.core.state.ClusterState;
import org.muster.protocol.AgentMessage.ValueWanted;
import org.muster.protocol.CoordinatorMessage;
import org.muster.protocol.NodeId;

/**
 * The scripts that wait for a value which somebody has yet to share. Used on the owner's context
 * only.
 */
final class ValueQuestions {
  private final List<ValueWanted> open = new ArrayList<>();
  private final BiConsumer<NodeId, CoordinatorMessage> send;

  ValueQuestions(BiConsumer<NodeId, CoordinatorMessage> send) {
    this.send = send;
  }

  void add(ValueWanted question) {
    open.add(question);
  }

  /** Answers those whose value is in the state, all of which is durable. */
  void answer(ClusterState state) {
    open.removeIf(
        question -> {
          Optional<String> value =
              state
                  .deployment(question.step().deployment())
                  .flatMap(deployment -> deployment.value(question.key()));
          value.ifPresent(text -> send.accept(question.step().node(), given(question, text)));
          return value.isPresent();
        });
  }

  private static CoordinatorMessage given(ValueWanted question, String value) {
    return new CoordinatorMessage.ValueGiven(question.step(), question.request(), value);
  }

  /** The node will ask again on its next connection. */
  void forget(NodeId node) {
    open.removeIf(question -> question.step().node().equals(node));
  }

  void clear() {
    open.clear();
  }
}
