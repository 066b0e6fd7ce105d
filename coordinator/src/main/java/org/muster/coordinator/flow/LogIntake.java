package org.muster.coordinator.flow;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.Base64;
import java.util.HashSet;
import java.util.Set;
import java.util.function.BiConsumer;
import org.muster.protocol.AgentMessage;
import org.muster.protocol.ClusterName;
import org.muster.protocol.CoordinatorMessage;
import org.muster.protocol.NodeId;
import org.muster.protocol.StepKey;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps what the agents of a cluster send of their outputs, and gives credit for more. A piece that
 * could not be kept is asked for again a little later. Owned by the context of its cluster.
 */
final class LogIntake {
  private static final Logger log = LoggerFactory.getLogger(LogIntake.class);
  private static final Duration AGAIN_AFTER = Duration.ofSeconds(2);

  private final ClusterKit kit;
  private final ClusterOwner owner;
  private final BiConsumer<NodeId, CoordinatorMessage> send;
  private final Set<StepKey> toAskAgain = new HashSet<>();

  LogIntake(ClusterKit kit, ClusterOwner owner, BiConsumer<NodeId, CoordinatorMessage> send) {
    this.kit = kit;
    this.owner = owner;
    this.send = send;
  }

  /** What an agent may send before it is given more, on the owner's context. */
  CoordinatorMessage firstCredit() {
    return new CoordinatorMessage.LogCredit(
        kit.allowance().bytesFor(owner.name(), owner.state().nodes().size()));
  }

  /** On the owner's context. */
  void take(AgentMessage.LogChunk chunk) {
    byte[] data = Base64.getDecoder().decode(chunk.data());
    kit.parts()
        .logCalls()
        .runInOrder(
            () -> {
              kit.logs().append(chunk.step(), chunk.offset(), data);
              return null;
            })
        .onFailure(failure -> owner.execute(() -> notKept(chunk.step(), failure)))
        .onComplete(
            done ->
                owner.execute(
                    () ->
                        send.accept(
                            chunk.step().node(), new CoordinatorMessage.LogCredit(data.length))));
  }

  void forget(ClusterName cluster) {
    kit.allowance().forget(cluster);
  }

  private void notKept(StepKey step, Throwable failure) {
    if (toAskAgain.add(step)) {
      log.warn("{}: keeping its log failed", step, failure);
      kit.owner().scheduler().after(AGAIN_AFTER, () -> owner.execute(() -> askAgain(step)));
    }
  }

  private void askAgain(StepKey step) {
    toAskAgain.remove(step);
    Future<Long> position = kit.parts().logCalls().run(() -> kit.logs().position(step));
    position.onSuccess(
        offset ->
            owner.execute(
                () -> send.accept(step.node(), new CoordinatorMessage.LogPosition(step, offset))));
  }
}
