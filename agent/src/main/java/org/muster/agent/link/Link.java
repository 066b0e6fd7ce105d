package org.muster.agent.link;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.ClientSSLOptions;
import java.net.ConnectException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.DoubleSupplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.muster.error.MusterException;
import org.muster.protocol.AgentMessage;
import org.muster.protocol.Codec;
import org.muster.protocol.CoordinatorMessage;
import org.muster.protocol.Facts;
import org.muster.protocol.JoinAnswer;
import org.muster.protocol.JoinMessage;
import org.muster.protocol.RenewalTranscript;
import org.muster.time.Scheduler;

/**
 * The one connection to a coordinator: joins when the node has no valid certificate, says hello
 * when it has, and comes back whenever it is lost. Owned by the agent's thread.
 */
public final class Link implements AutoCloseable {
  private static final Logger log = Logger.getLogger(Link.class.getName());

  /** Without any frame for so long the connection is dead; the coordinator pings every 3 s. */
  static final Duration SILENCE = Duration.ofSeconds(15);

  /** After a connection that lasted so long the next failure begins with short waits again. */
  static final Duration STABLE = Duration.ofSeconds(30);

  /** A refusal is final for these credentials, but people may change their minds. */
  static final Duration AFTER_REFUSAL = Duration.ofSeconds(60);

  private static final Duration LOOK_EVERY = Duration.ofSeconds(5);
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(5);
  private static final Duration RENEWALS_APART = Duration.ofSeconds(60);
  private static final int FAILURES_BEFORE_REJOIN = 3;

  private final LinkSettings settings;
  private final Identity identity;
  private final TlsOptions tls;
  private final JoinDialogue dialogue;
  private final Codec codec = new Codec();
  private final Wire wire;
  private final Scheduler scheduler;
  private final Backoff backoff;
  private final LinkEvents events;
  private Optional<Connection> current = Optional.empty();
  private int coordinator;
  private volatile URI address; // also read by threads that fetch
  private int failuresAsNode;
  private boolean justJoined;
  private String lastComplaint = "";
  private Instant renewalAskedAt = Instant.EPOCH;
  private boolean closed;

  /**
   * A link that is not yet connected.
   *
   * @param agent runs a task on the agent's thread
   * @param random numbers from 0 to below 1
   */
  public Link(
      LinkSettings settings,
      Identity identity,
      Facts facts,
      Network network,
      Scheduler scheduler,
      Executor agent,
      DoubleSupplier random,
      LinkEvents events) {
    this.settings = settings;
    this.identity = identity;
    this.tls = new TlsOptions(settings.caPin(), identity, scheduler.calendar());
    this.dialogue = new JoinDialogue(settings, identity, facts);
    this.wire = new Wire(network, agent, SILENCE);
    this.scheduler = scheduler;
    this.backoff = new Backoff(random);
    this.events = events;
    this.address = settings.coordinators().get(0);
  }

  /** The store of the coordinator that is called now. */
  public RemoteStore store(Vertx vertx) {
    return new RemoteStore(vertx, tls, () -> address);
  }

  /** Connects, and keeps at it until closed. */
  public void start() {
    if (closed) {
      return;
    }
    boolean asNode = isNode();
    failuresAsNode = asNode ? failuresAsNode : 0;
    justJoined = false;
    ClientSSLOptions options = asNode ? tls.asNode() : tls.anonymous();
    Connection connection = new Connection(asNode);
    current = Optional.of(connection);
    connection.socket = Optional.of(wire.open(address, options, connection));
    scheduler.after(LOOK_EVERY, connection::watch);
  }

  /** A certificate that came just now is tried whatever our own clock says of it. */
  private boolean isNode() {
    return justJoined
        || (identity.isValidAt(scheduler.calendar().instant())
            && failuresAsNode < FAILURES_BEFORE_REJOIN);
  }

  /** Says something, if there is anybody to hear it. Done when it has left this process. */
  public Future<Void> send(AgentMessage message) {
    return current
        .filter(connection -> connection.welcomed.isPresent())
        .map(connection -> connection.send(codec.encode(AgentMessage.class, message)))
        .orElseGet(() -> Future.failedFuture("not connected"));
  }

  /** Drops this coordinator and tries the next one. */
  public void leave(String reason) {
    log.warning("leaving " + address + ": " + reason);
    current.ifPresent(connection -> connection.end(Duration.ZERO));
  }

  @Override
  public void close() {
    closed = true;
    current.ifPresent(connection -> connection.end(Duration.ZERO));
  }

  private void nextCoordinator() {
    coordinator = (coordinator + 1) % settings.coordinators().size();
    address = settings.coordinators().get(coordinator);
  }

  private Instant now() {
    return scheduler.clock().instant();
  }

  private void again(Duration atLeast) {
    Duration wait = backoff.next();
    if (!closed) {
      scheduler.after(wait.compareTo(atLeast) < 0 ? atLeast.plus(wait) : wait, this::start);
    }
  }

  /** Says each complaint once, since it may come every few seconds for hours. */
  private void complain(Level level, String complaint) {
    log.log(complaint.equals(lastComplaint) ? Level.FINE : level, complaint);
    lastComplaint = complaint;
  }

  /** Where a chain of causes begins is what tells people something. */
  private static String rootOf(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root.getMessage() == null ? root.toString() : root.getMessage();
  }

  private void renewWhenDue() {
    Instant now = now();
    if (identity.isDueForRenewal(scheduler.calendar().instant())
        && !now.isBefore(renewalAskedAt.plus(RENEWALS_APART))) {
      renewalAskedAt = now;
      byte[] serial =
          RenewalTranscript.bytes(identity.certificate().orElseThrow().getSerialNumber());
      Base64.Encoder base64 = Base64.getEncoder();
      // The same key: a new one could be lost between its answer and its disk, and the node with
      // it.
      send(new AgentMessage.RenewCertificate(
              base64.encodeToString(identity.publicKey()),
              base64.encodeToString(identity.sign(serial))))
          .onFailure(failure -> log.fine("asking for a certificate failed: " + failure));
    }
  }

  /** One attempt to be connected, and what comes of it. Later news of an ended one is ignored. */
  private final class Connection implements Wire.Listener {
    private final boolean asNode;
    private Optional<Wire.Socket> socket = Optional.empty();
    private Optional<Instant> welcomed = Optional.empty();
    private Instant lastFrame = now();
    private boolean over;

    Connection(boolean asNode) {
      this.asNode = asNode;
    }

    @Override
    public void opened() {
      lastFrame = now();
      if (over) {
        socket.ifPresent(Wire.Socket::close); // it came after we had given up
        return;
      }
      if (asNode) {
        send(codec.encode(AgentMessage.class, events.hello()));
      } else {
        send(codec.encode(JoinMessage.class, dialogue.begin()));
      }
    }

    Future<Void> send(String frame) {
      return socket.orElseThrow().send(frame);
    }

    @Override
    public void text(String frame) {
      lastFrame = now();
      if (over) {
        return;
      }
      try {
        if (asNode) {
          received(codec.decode(CoordinatorMessage.class, frame));
        } else {
          received(codec.decode(JoinAnswer.class, frame));
        }
      } catch (MusterException e) {
        // Perhaps a newer coordinator says more than this agent knows; the rest is still good.
        log.warning("ignoring a frame of %s: %s".formatted(address, e.getMessage()));
      }
    }

    private void received(CoordinatorMessage message) {
      if (message instanceof CoordinatorMessage.Ping ping) {
        send(codec.encode(AgentMessage.class, new AgentMessage.Pulse(ping.sequence())));
      } else if (message instanceof CoordinatorMessage.Refused refused) {
        complain(Level.WARNING, address + " refuses this node: " + refused.reason());
        end(Duration.ofMillis(refused.retryAfterMillis()));
      } else if (message instanceof CoordinatorMessage.CertificateIssued issued) {
        identity.accept(issued.certificate());
        log.info("the node's certificate is renewed");
      } else {
        if (message instanceof CoordinatorMessage.Welcome welcome) {
          welcomed = Optional.of(now());
          failuresAsNode = 0;
          complain(Level.INFO, "joined %s as %s".formatted(address, welcome.node()));
        }
        events.received(message);
      }
    }

    private void received(JoinAnswer answer) {
      if (answer instanceof JoinAnswer.JoinChallenge challenge) {
        send(codec.encode(JoinMessage.class, dialogue.prove(challenge)));
      } else if (answer instanceof JoinAnswer.JoinAccepted accepted) {
        identity.accept(accepted.certificate());
        log.info("this node is " + accepted.node());
        justJoined = true;
        over();
        start(); // the certificate is good for a connection of its own
      } else if (answer instanceof JoinAnswer.JoinRefused refused) {
        complain(
            Level.SEVERE, "%s does not let this node in: %s".formatted(address, refused.reason()));
        end(AFTER_REFUSAL);
      } else if (answer instanceof JoinAnswer.JoinLater later) {
        complain(Level.INFO, address + " asks to come back: " + later.reason());
        end(Duration.ofMillis(later.retryAfterMillis()));
      }
    }

    void watch() {
      if (over) {
        return;
      }
      if (!now().isBefore(lastFrame.plus(SILENCE))) {
        closed(new ConnectException("silent for " + SILENCE.toSeconds() + " s"));
        return;
      }
      if (welcomed.isPresent()) {
        renewWhenDue();
      }
      scheduler.after(LOOK_EVERY, this::watch);
    }

    @Override
    public void closed(Throwable cause) {
      if (over) {
        return;
      }
      complain(Level.WARNING, "no link to %s: %s".formatted(address, rootOf(cause)));
      if (asNode && welcomed.isEmpty() && !(cause instanceof ConnectException)) {
        failuresAsNode++; // perhaps the coordinator no longer takes our certificate
      }
      end(Duration.ZERO);
    }

    /** Ends this connection; the next one begins no sooner than said. */
    void end(Duration atLeast) {
      if (over) {
        return;
      }
      boolean wasWelcomed = welcomed.isPresent();
      if (welcomed.filter(at -> !now().isBefore(at.plus(STABLE))).isPresent()) {
        backoff.reset();
      }
      over();
      nextCoordinator();
      if (wasWelcomed) {
        events.lost();
      }
      again(atLeast.compareTo(LONGEST_WAIT) < 0 ? atLeast : LONGEST_WAIT);
    }

    private void over() {
      over = true;
      current = Optional.empty();
      socket.ifPresent(Wire.Socket::close);
    }
  }
}
