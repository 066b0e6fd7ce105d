package org.muster.coordinator.link;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.http.ServerWebSocket;
import java.time.Duration;
import java.util.Optional;
import org.muster.coordinator.link.ca.AgentCertificate;
import org.muster.error.ErrorCode;
import org.muster.error.MusterException;
import org.muster.protocol.AgentMessage;
import org.muster.protocol.AgentMessage.Hello;
import org.muster.protocol.AgentMessage.RenewCertificate;
import org.muster.protocol.Codec;
import org.muster.protocol.CoordinatorMessage;
import org.muster.protocol.CoordinatorMessage.CertificateIssued;
import org.muster.protocol.CoordinatorMessage.Refused;
import org.muster.protocol.ProtocolRange;
import org.muster.protocol.StepKey;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connection with a certificate. Owned by the connection's context; {@link #send} and {@link
 * #close} bring their caller's wish there.
 *
 * <pre>
 *   GREETING --hello--> ENTERING --earlier connection closed--> OPEN --> CLOSED
 *      +--------------------+------------- any end -----------------------^
 * </pre>
 */
final class LinkedAgent implements AgentConnection {
  private static final Logger log = LoggerFactory.getLogger(LinkedAgent.class);
  private static final Duration SLOWLY = Duration.ofMinutes(1);
  private static final Duration LAST_WORD_WITHIN = Duration.ofSeconds(5);
  private static final Duration SOON = Duration.ofSeconds(1);

  private enum State {
    GREETING,
    ENTERING,
    OPEN,
    CLOSED
  }

  private final String id;
  private final Context context;
  private final ServerWebSocket socket;
  private final LinkShared shared;
  private final Outbox outbox = new Outbox();
  private final Heartbeat heartbeat;
  private Peer peer;
  private State state = State.GREETING;
  private boolean isRenewing;

  LinkedAgent(String id, Context context, ServerWebSocket socket, Peer peer, LinkShared shared) {
    this.id = id;
    this.context = context;
    this.socket = socket;
    this.peer = peer;
    this.shared = shared;
    this.heartbeat = new Heartbeat(shared.settings(), shared.ports().scheduler(), this);
  }

  void begin() {
    socket.setWriteQueueMaxSize(Codec.MAX_FRAME_BYTES);
    socket.drainHandler(drained -> pump());
    socket.textMessageHandler(this::receive);
    socket.binaryMessageHandler(
        bytes -> end(ErrorCode.UNREADABLE_MESSAGE, "not a text frame", SLOWLY));
    heartbeat.awaitHello();
  }

  @Override
  public AgentIdentity identity() {
    return peer.identity();
  }

  @Override
  public String id() {
    return id;
  }

  Context context() {
    return context;
  }

  @Override
  public void send(CoordinatorMessage message) {
    context.runOnContext(go -> enqueue(message));
  }

  @Override
  public void close(ErrorCode code, String reason, Duration retryAfter) {
    context.runOnContext(go -> end(code, reason, retryAfter));
  }

  /** Ends this connection in favour of a newer one; completes when its end has been told. */
  Future<Void> replaced() {
    Promise<Void> told = Promise.promise();
    context.runOnContext(
        go -> {
          end(ErrorCode.CONFLICT, "the node has opened another connection", SOON);
          told.complete();
        });
    return told.future();
  }

  /** The socket is gone, whoever closed it. */
  void socketClosed() {
    leave("the connection was closed");
  }

  /** Called at each beat, on the context. */
  void beat(CoordinatorMessage ping) {
    if (peer.expiresAt().isBefore(shared.ports().scheduler().calendar().instant())) {
      end(ErrorCode.UNAUTHORIZED, "the certificate has expired; join again by key", Duration.ZERO);
      return;
    }
    enqueue(ping);
  }

  /** The agent is not heard any more, or has never said hello. */
  void silent(String why) {
    end(ErrorCode.NODE_UNREACHABLE, why, SOON);
  }

  private void enqueue(CoordinatorMessage message) {
    if (state == State.CLOSED) {
      return;
    }
    if (outbox.offer(message)) {
      pump();
    } else {
      end(ErrorCode.NODE_UNREACHABLE, "the agent does not read what it is sent", SOON);
    }
  }

  private void pump() {
    while (state != State.CLOSED && !socket.writeQueueFull()) {
      Optional<CoordinatorMessage> next = outbox.poll();
      if (next.isEmpty()) {
        return;
      }
      try {
        write(next.get());
      } catch (MusterException e) {
        // To leave the message out would be a step that waits for ever, and nobody would know why.
        log.error("{}: {}", identity(), e.getMessage());
        end(e.code(), e.getMessage(), SLOWLY);
      }
    }
  }

  private Future<Void> write(CoordinatorMessage message) {
    return socket.writeTextMessage(shared.frames().of(message));
  }

  private void receive(String frame) {
    if (state == State.CLOSED) {
      return;
    }
    heartbeat.heard();
    try {
      AgentMessage message = shared.codec().decode(AgentMessage.class, frame);
      Optional<StepKey> foreign = Claims.foreignStep(identity(), message);
      if (foreign.isPresent()) {
        end(ErrorCode.UNAUTHORIZED, "it spoke for another node's step " + foreign.get(), SLOWLY);
      } else if (state == State.GREETING) {
        greet(message);
      } else {
        handle(message);
      }
    } catch (MusterException e) {
      end(e.code(), Printable.of(e.getMessage()), SLOWLY);
    }
  }

  private void greet(AgentMessage message) {
    if (!(message instanceof Hello hello)) {
      end(ErrorCode.UNREADABLE_MESSAGE, "the first message must be hello", SLOWLY);
      return;
    }
    if (ProtocolRange.OURS.commonWith(hello.protocol()) == 0) {
      end(ErrorCode.INCOMPATIBLE_VERSION, Versions.noneInCommon(hello.protocol()), SLOWLY);
      return;
    }
    state = State.ENTERING;
    socket.pause();
    shared
        .roster()
        .enter(this)
        .map(LinkedAgent::replaced)
        .orElse(Future.succeededFuture())
        .onComplete(told -> context.runOnContext(go -> open(hello)));
  }

  private void open(Hello hello) {
    if (state != State.ENTERING) {
      return; // it went, or was replaced itself, meanwhile
    }
    state = State.OPEN;
    log.info("{}: connected from {}", identity(), socket.remoteAddress().hostAddress());
    heartbeat.start();
    shared.ports().events().connected(this, hello);
    socket.resume();
  }

  private void handle(AgentMessage message) {
    if (message instanceof RenewCertificate request) {
      renew(request);
    } else if (message instanceof Hello) {
      end(ErrorCode.UNREADABLE_MESSAGE, "hello is only for the beginning", SLOWLY);
    } else {
      shared.ports().events().received(this, message);
    }
  }

  private void renew(RenewCertificate request) {
    if (isRenewing) {
      return;
    }
    isRenewing = true;
    shared
        .renewals()
        .renew(peer, request)
        .onSuccess(certificate -> context.runOnContext(go -> renewed(certificate)))
        .onFailure(failure -> context.runOnContext(go -> notRenewed(failure)));
  }

  private void renewed(AgentCertificate fresh) {
    isRenewing = false;
    peer = peer.with(fresh);
    enqueue(new CertificateIssued(fresh.pemCertificateChain()));
  }

  private void notRenewed(Throwable failure) {
    isRenewing = false;
    log.warn("{}: its certificate was not renewed", identity(), failure);
  }

  private void end(ErrorCode code, String reason, Duration retryAfter) {
    if (state == State.CLOSED) {
      return;
    }
    log.info("{}: closing the connection: {}", identity(), reason);
    Future<Void> written = write(new Refused(code, reason, retryAfter.toMillis()));
    leave(reason);
    written.eventually(socket::close);
    // Who reads nothing never lets the last word out, and would hold its socket for ever.
    shared
        .ports()
        .scheduler()
        .after(LAST_WORD_WITHIN, () -> context.runOnContext(go -> socket.close()));
  }

  private void leave(String why) {
    State before = state;
    state = State.CLOSED;
    heartbeat.stop();
    outbox.clear();
    shared.roster().leave(this);
    if (before == State.OPEN) {
      shared.ports().events().closed(this, why);
    }
  }
}
