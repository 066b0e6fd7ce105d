package org.muster.protocol;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Instant;
import java.util.List;

/** What a joined agent says to its coordinator. Everything may arrive twice. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = AgentMessage.Hello.class, name = "hello"),
  @JsonSubTypes.Type(value = AgentMessage.StepAccepted.class, name = "step-accepted"),
  @JsonSubTypes.Type(value = AgentMessage.StepStarted.class, name = "step-started"),
  @JsonSubTypes.Type(value = AgentMessage.StepFinished.class, name = "step-finished"),
  @JsonSubTypes.Type(value = AgentMessage.BarrierArrived.class, name = "barrier-arrived"),
  @JsonSubTypes.Type(value = AgentMessage.ShareValue.class, name = "share-value"),
  @JsonSubTypes.Type(value = AgentMessage.ValueWanted.class, name = "value-wanted"),
  @JsonSubTypes.Type(value = AgentMessage.MembersWanted.class, name = "members-wanted"),
  @JsonSubTypes.Type(value = AgentMessage.StepProgress.class, name = "step-progress"),
  @JsonSubTypes.Type(value = AgentMessage.LogChunk.class, name = "log-chunk"),
  @JsonSubTypes.Type(value = AgentMessage.NoticeSeen.class, name = "notice-seen"),
  @JsonSubTypes.Type(value = AgentMessage.Pulse.class, name = "pulse"),
  @JsonSubTypes.Type(value = AgentMessage.RenewCertificate.class, name = "renew-certificate")
})
public sealed interface AgentMessage {

  /** First on every connection: who speaks, what it measured, what it holds. */
  record Hello(
      ProtocolRange protocol,
      String agentVersion,
      long maxEpoch,
      Facts facts,
      List<StepSummary> steps)
      implements AgentMessage {
    public Hello {
      requireNonNull(protocol, "protocol is null");
      requireNonNull(agentVersion, "agentVersion is null");
      requireNonNull(facts, "facts is null");
      steps = steps == null ? List.of() : List.copyOf(steps);
    }
  }

  /** The intent of the attempt is durable on the node. */
  record StepAccepted(StepKey step) implements AgentMessage {
    public StepAccepted {
      requireNonNull(step, "step is null");
    }
  }

  /** The attempt's process runs. */
  record StepStarted(StepKey step, Instant at) implements AgentMessage {
    public StepStarted {
      requireNonNull(step, "step is null");
      requireNonNull(at, "at is null");
    }
  }

  /** The attempt ended; repeated on every connection until it is acknowledged. */
  record StepFinished(StepKey step, StepResult result) implements AgentMessage {
    public StepFinished {
      requireNonNull(step, "step is null");
      requireNonNull(result, "result is null");
    }
  }

  /** A script waits at a barrier; repeated on every connection until it is answered. */
  record BarrierArrived(StepKey step, String request, BarrierRequest barrier)
      implements AgentMessage {
    public BarrierArrived {
      requireNonNull(step, "step is null");
      requireNonNull(request, "request is null");
      requireNonNull(barrier, "barrier is null");
    }
  }

  /** A script publishes a value to its deployment; repeated until it is answered. */
  record ShareValue(StepKey step, String request, String key, String value)
      implements AgentMessage {
    public ShareValue {
      requireNonNull(step, "step is null");
      requireNonNull(request, "request is null");
      requireNonNull(key, "key is null");
      requireNonNull(value, "value is null");
    }
  }

  /** A script waits for a shared value; repeated until it is answered or the agent gives up. */
  record ValueWanted(StepKey step, String request, String key) implements AgentMessage {
    public ValueWanted {
      requireNonNull(step, "step is null");
      requireNonNull(request, "request is null");
      requireNonNull(key, "key is null");
    }
  }

  /** Asks for a membership that a briefing names by its hash. Since protocol 2. */
  record MembersWanted(Sha256 membership) implements AgentMessage {
    public MembersWanted {
      requireNonNull(membership, "membership is null");
    }
  }

  /**
   * What a running step shows people. A hint: it may be lost.
   *
   * @param percent 0 to 100, or -1 when the script named none
   * @param waitingFor what the script says it waits for; empty when it waits for nothing
   */
  record StepProgress(StepKey step, int percent, String text, String lastLine, String waitingFor)
      implements AgentMessage {
    public StepProgress {
      requireNonNull(step, "step is null");
      text = text == null ? "" : text;
      lastLine = lastLine == null ? "" : lastLine;
      waitingFor = waitingFor == null ? "" : waitingFor;
    }
  }

  /**
   * A piece of a step's output, sent only against credit.
   *
   * @param data Base64 of the bytes from the offset on
   */
  record LogChunk(StepKey step, long offset, String data) implements AgentMessage {
    public LogChunk {
      requireNonNull(step, "step is null");
      requireNonNull(data, "data is null");
    }
  }

  /**
   * The provider has given the node notice; repeated on every connection until it is acknowledged.
   * Since protocol 3.
   */
  record NoticeSeen(InstanceNotice notice) implements AgentMessage {
    public NoticeSeen {
      requireNonNull(notice, "notice is null");
    }
  }

  /** The answer to a {@link CoordinatorMessage.Ping}. */
  record Pulse(long sequence) implements AgentMessage {}

  /**
   * Asks for a fresh certificate for a new key.
   *
   * @param publicKey Base64 of the X.509 form of an EC P-256 key
   * @param signature Base64; by the new key over the UTF-8 bytes of the node's certificate serial
   */
  record RenewCertificate(String publicKey, String signature) implements AgentMessage {
    public RenewCertificate {
      requireNonNull(publicKey, "publicKey is null");
      requireNonNull(signature, "signature is null");
    }
  }
}
