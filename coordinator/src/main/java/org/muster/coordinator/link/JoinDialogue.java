package org.muster.coordinator.link;

import io.vertx.core.Future;
import io.vertx.core.http.ServerWebSocket;
import java.time.Duration;
import java.util.OptionalLong;
import org.muster.coordinator.link.ca.JoinProof;
import org.muster.error.ErrorCode;
import org.muster.error.MusterException;
import org.muster.protocol.Codec;
import org.muster.protocol.JoinAnswer;
import org.muster.protocol.JoinAnswer.JoinChallenge;
import org.muster.protocol.JoinAnswer.JoinLater;
import org.muster.protocol.JoinAnswer.JoinRefused;
import org.muster.protocol.JoinMessage;
import org.muster.protocol.JoinMessage.JoinBegin;
import org.muster.protocol.JoinMessage.JoinProve;
import org.muster.protocol.ProtocolRange;
import org.muster.time.Scheduler.Cancellable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connection without a certificate: two messages, and its end. Owned by the connection's context.
 *
 * <pre>
 *   BEGIN --join-begin--> PROVE --join-prove--> DECIDING --answer--> OVER
 *     +---------- anything else, or too late ------------------------^
 * </pre>
 */
final class JoinDialogue {
  private static final Logger log = LoggerFactory.getLogger(JoinDialogue.class);
  private static final Duration AFTER_OUR_FAILURE = Duration.ofSeconds(5);
  private static final Duration AFTER_TOO_LONG = Duration.ofSeconds(2);

  private enum State {
    BEGIN,
    PROVE,
    DECIDING,
    OVER
  }

  private final ServerWebSocket socket;
  private final Codec codec;
  private final JoinSteps steps;
  private final byte[] nonce = new byte[JoinProof.NONCE_BYTES];
  private State state = State.BEGIN;
  private JoinBegin begun;
  private Cancellable deadline;

  JoinDialogue(ServerWebSocket socket, Codec codec, JoinSteps steps) {
    this.socket = socket;
    this.codec = codec;
    this.steps = steps;
  }

  /**
   * Begins to listen.
   *
   * @param deadline runs out when the stranger takes too long
   */
  void begin(Cancellable deadline) {
    this.deadline = deadline;
    socket.textMessageHandler(this::receive);
    socket.binaryMessageHandler(bytes -> refuse(ErrorCode.UNREADABLE_MESSAGE, "not a text frame"));
  }

  /**
   * The stranger took too long; perhaps because this machine is busy, so that it may come again.
   * Once it has proven itself it is we who take long, and it gets its answer.
   */
  void expire() {
    if (state != State.DECIDING) {
      finish(new JoinLater(AFTER_TOO_LONG.toMillis(), "joining took too long"));
    }
  }

  /** The stranger has gone. */
  void ended() {
    state = State.OVER;
    deadline.cancel();
  }

  private void receive(String frame) {
    try {
      JoinMessage message = codec.decode(JoinMessage.class, frame);
      if (state == State.BEGIN && message instanceof JoinBegin begin) {
        challenge(begin);
      } else if (state == State.PROVE && message instanceof JoinProve proof) {
        decide(proof);
      } else {
        refuse(ErrorCode.UNREADABLE_MESSAGE, "that message was not expected now");
      }
    } catch (MusterException e) {
      refuse(e.code(), e.getMessage());
    }
  }

  private void challenge(JoinBegin begin) {
    if (ProtocolRange.OURS.commonWith(begin.protocol()) == 0) {
      refuse(ErrorCode.INCOMPATIBLE_VERSION, Versions.noneInCommon(begin.protocol()));
      return;
    }
    begun = begin;
    state = State.PROVE;
    write(new JoinChallenge(steps.fillNonce(nonce)));
  }

  private void decide(JoinProve proof) {
    state = State.DECIDING;
    String address = socket.remoteAddress().hostAddress();
    steps
        .incarnationOf(begun.cluster())
        .compose(incarnation -> answer(incarnation, proof, address))
        .recover(this::answerTo)
        .onSuccess(this::finish);
  }

  private Future<JoinAnswer> answer(OptionalLong incarnation, JoinProve proof, String address) {
    if (incarnation.isEmpty()) {
      return Future.failedFuture(
          new MusterException(
              ErrorCode.JOIN_REFUSED,
              "there is no cluster '%s' here; if it was destroyed, end this machine"
                  .formatted(begun.cluster())));
    }
    return steps.join(new JoinSteps.Claim(begun, incarnation.getAsLong(), nonce, proof, address));
  }

  private Future<JoinAnswer> answerTo(Throwable failure) {
    if (failure instanceof MusterException known && !known.code().isRetryable()) {
      return steps
          .alarm(begun, known.code(), known.getMessage())
          .map(kept -> new JoinRefused(known.code(), known.getMessage()));
    }
    log.error("{} of {}: joining failed", begun.instance(), begun.cluster(), failure);
    return Future.succeededFuture(
        new JoinLater(AFTER_OUR_FAILURE.toMillis(), "the coordinator failed; see its log"));
  }

  private void refuse(ErrorCode code, String reason) {
    finish(new JoinRefused(code, Printable.of(reason)));
  }

  private void finish(JoinAnswer answer) {
    if (state == State.OVER) {
      return;
    }
    state = State.OVER;
    deadline.cancel();
    if (answer instanceof JoinRefused refused) {
      log.warn("{}: refused to join: {}", who(), refused.reason());
    }
    write(answer).eventually(socket::close);
  }

  private String who() {
    String address = socket.remoteAddress().hostAddress();
    return begun == null
        ? address
        : "%s of %s at %s".formatted(Printable.of(begun.instance()), begun.cluster(), address);
  }

  private Future<Void> write(JoinAnswer answer) {
    return socket.writeTextMessage(codec.encode(JoinAnswer.class, answer));
  }
}
