package org.muster.protocol;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import java.util.Map;
import org.muster.error.ErrorCode;

/** What a coordinator says to a joined agent. Every command is idempotent. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = CoordinatorMessage.Welcome.class, name = "welcome"),
  @JsonSubTypes.Type(value = CoordinatorMessage.Refused.class, name = "refused"),
  @JsonSubTypes.Type(value = CoordinatorMessage.Briefing.class, name = "briefing"),
  @JsonSubTypes.Type(value = CoordinatorMessage.MembersGiven.class, name = "members-given"),
  @JsonSubTypes.Type(value = CoordinatorMessage.RunStep.class, name = "run-step"),
  @JsonSubTypes.Type(value = CoordinatorMessage.CancelStep.class, name = "cancel-step"),
  @JsonSubTypes.Type(value = CoordinatorMessage.ResultStored.class, name = "result-stored"),
  @JsonSubTypes.Type(value = CoordinatorMessage.BarrierPassed.class, name = "barrier-passed"),
  @JsonSubTypes.Type(value = CoordinatorMessage.BarrierBroken.class, name = "barrier-broken"),
  @JsonSubTypes.Type(value = CoordinatorMessage.BarrierWaits.class, name = "barrier-waits"),
  @JsonSubTypes.Type(value = CoordinatorMessage.ValueStored.class, name = "value-stored"),
  @JsonSubTypes.Type(value = CoordinatorMessage.ValueGiven.class, name = "value-given"),
  @JsonSubTypes.Type(value = CoordinatorMessage.LogCredit.class, name = "log-credit"),
  @JsonSubTypes.Type(value = CoordinatorMessage.LogPosition.class, name = "log-position"),
  @JsonSubTypes.Type(value = CoordinatorMessage.ForgetSteps.class, name = "forget-steps"),
  @JsonSubTypes.Type(value = CoordinatorMessage.NoticeStored.class, name = "notice-stored"),
  @JsonSubTypes.Type(value = CoordinatorMessage.Ping.class, name = "ping"),
  @JsonSubTypes.Type(value = CoordinatorMessage.CertificateIssued.class, name = "certificate")
})
public sealed interface CoordinatorMessage {

  /** The answer to hello. From here on commands of a lower epoch are refused by the agent. */
  record Welcome(int protocol, long epoch, NodeId node, String coordinatorVersion)
      implements CoordinatorMessage {
    public Welcome {
      requireNonNull(node, "node is null");
      requireNonNull(coordinatorVersion, "coordinatorVersion is null");
    }
  }

  /** The connection ends here; the agent comes back after the time given. */
  record Refused(ErrorCode code, String reason, long retryAfterMillis)
      implements CoordinatorMessage {
    public Refused {
      requireNonNull(code, "code is null");
      requireNonNull(reason, "reason is null");
    }
  }

  /**
   * What all steps of a deployment share; sent before the first of them on every connection, and
   * again with a higher revision when the membership is frozen. Kept in memory only: it holds
   * secrets.
   *
   * @param members all of them, or none when they are named by their hash
   * @param membership the SHA-256 of the {@link Membership} when it is too long for every briefing;
   *     else empty. An agent that does not have it asks for it, once. Since protocol 2
   */
  record Briefing(
      DeploymentId deployment,
      int revision,
      Map<String, String> variables,
      Map<String, String> secrets,
      List<Member> members,
      List<ModuleBundle> modules,
      List<String> overlays,
      List<NodeId> joining,
      List<NodeId> leaving,
      String membership)
      implements CoordinatorMessage {
    public Briefing {
      requireNonNull(deployment, "deployment is null");
      variables = variables == null ? Map.of() : Map.copyOf(variables);
      secrets = secrets == null ? Map.of() : Map.copyOf(secrets);
      members = members == null ? List.of() : List.copyOf(members);
      modules = modules == null ? List.of() : List.copyOf(modules);
      overlays = overlays == null ? List.of() : List.copyOf(overlays);
      joining = joining == null ? List.of() : List.copyOf(joining);
      leaving = leaving == null ? List.of() : List.copyOf(leaving);
      membership = membership == null ? "" : membership;
    }

    /** Who is a member once those that leave are gone. */
    public List<Member> staying() {
      return members.stream().filter(member -> !leaving.contains(member.node())).toList();
    }

    /** The same, with members and the hash of their membership. */
    public Briefing with(List<Member> newMembers, String newMembership) {
      return new Briefing(
          deployment,
          revision,
          variables,
          secrets,
          newMembers,
          modules,
          overlays,
          joining,
          leaving,
          newMembership);
    }
  }

  /**
   * A piece of a membership that the agent asked for. All pieces come on one connection, in order.
   *
   * @param total how many bytes the whole has
   * @param data Base64 of the bytes from the offset on
   */
  record MembersGiven(Sha256 membership, int offset, int total, String data)
      implements CoordinatorMessage {
    public MembersGiven {
      requireNonNull(membership, "membership is null");
      requireNonNull(data, "data is null");
      if (offset < 0 || total < 1 || total > Membership.MOST_BYTES) {
        throw new IllegalArgumentException(
            "a piece at %d of a membership of %d bytes; it has 1 to %d"
                .formatted(offset, total, Membership.MOST_BYTES));
      }
    }
  }

  /**
   * Starts an attempt, or asks for a report on it when it was started before.
   *
   * @param briefing the lowest revision of the briefing that the step may start with
   * @param timeoutSeconds after which the process tree is killed and the step FAILED
   */
  record RunStep(StepKey step, long epoch, int briefing, long timeoutSeconds, StepWork work)
      implements CoordinatorMessage {
    public RunStep {
      requireNonNull(step, "step is null");
      requireNonNull(work, "work is null");
    }
  }

  /** Asks for the end of an attempt and of all its processes; the result follows as usual. */
  record CancelStep(StepKey step, long epoch, String reason) implements CoordinatorMessage {
    public CancelStep {
      requireNonNull(step, "step is null");
      requireNonNull(reason, "reason is null");
    }
  }

  /** The result is durable here: the agent need not repeat it. */
  record ResultStored(StepKey step) implements CoordinatorMessage {
    public ResultStored {
      requireNonNull(step, "step is null");
    }
  }

  /** The barrier is open for this request, and stays so. */
  record BarrierPassed(StepKey step, String request) implements CoordinatorMessage {
    public BarrierPassed {
      requireNonNull(step, "step is null");
      requireNonNull(request, "request is null");
    }
  }

  /** The barrier can never open for this request; the reason names who broke it. */
  record BarrierBroken(StepKey step, String request, String reason) implements CoordinatorMessage {
    public BarrierBroken {
      requireNonNull(step, "step is null");
      requireNonNull(request, "request is null");
      requireNonNull(reason, "reason is null");
    }
  }

  /** Who is missing at the barrier now. A hint: it may be lost. */
  record BarrierWaits(StepKey step, String request, List<NodeId> missing)
      implements CoordinatorMessage {
    public BarrierWaits {
      requireNonNull(step, "step is null");
      requireNonNull(request, "request is null");
      missing = missing == null ? List.of() : List.copyOf(missing);
    }
  }

  /** The shared value is durable. */
  record ValueStored(StepKey step, String request) implements CoordinatorMessage {
    public ValueStored {
      requireNonNull(step, "step is null");
      requireNonNull(request, "request is null");
    }
  }

  /** The shared value that was waited for. */
  record ValueGiven(StepKey step, String request, String value) implements CoordinatorMessage {
    public ValueGiven {
      requireNonNull(step, "step is null");
      requireNonNull(request, "request is null");
      requireNonNull(value, "value is null");
    }
  }

  /** Allows so many more bytes of log data, counted before Base64, on this connection. */
  record LogCredit(long bytes) implements CoordinatorMessage {}

  /** The coordinator holds the step's output up to this offset: send from here. */
  record LogPosition(StepKey step, long offset) implements CoordinatorMessage {
    public LogPosition {
      requireNonNull(step, "step is null");
    }
  }

  /** These attempts are of no further interest: their directories may go. */
  record ForgetSteps(List<StepKey> steps) implements CoordinatorMessage {
    public ForgetSteps {
      steps = steps == null ? List.of() : List.copyOf(steps);
    }
  }

  /** The notice is durable: it need not be said again. Since protocol 3. */
  record NoticeStored(InstanceNotice notice) implements CoordinatorMessage {
    public NoticeStored {
      requireNonNull(notice, "notice is null");
    }
  }

  /** Asks for a sign of life. The coordinator sets the pace. */
  record Ping(long sequence) implements CoordinatorMessage {}

  /** A fresh certificate, as PEM, leaf first. */
  record CertificateIssued(String certificate) implements CoordinatorMessage {
    public CertificateIssued {
      requireNonNull(certificate, "certificate is null");
    }
  }
}
