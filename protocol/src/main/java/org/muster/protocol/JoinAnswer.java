package org.muster.protocol;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import org.muster.error.ErrorCode;

/** What a coordinator answers to a node that wants to join. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = JoinAnswer.JoinChallenge.class, name = "join-challenge"),
  @JsonSubTypes.Type(value = JoinAnswer.JoinAccepted.class, name = "join-accepted"),
  @JsonSubTypes.Type(value = JoinAnswer.JoinRefused.class, name = "join-refused"),
  @JsonSubTypes.Type(value = JoinAnswer.JoinLater.class, name = "join-later")
})
public sealed interface JoinAnswer {

  /** The nonce to prove with: Base64 of 32 bytes, good for this connection only. */
  record JoinChallenge(String nonce) implements JoinAnswer {
    public JoinChallenge {
      requireNonNull(nonce, "nonce is null");
    }
  }

  /** The node is in: its name and its certificate, as PEM, leaf first. */
  record JoinAccepted(NodeId node, String certificate) implements JoinAnswer {
    public JoinAccepted {
      requireNonNull(node, "node is null");
      requireNonNull(certificate, "certificate is null");
    }
  }

  /** Final for these credentials; the agent asks again only slowly. */
  record JoinRefused(ErrorCode code, String reason) implements JoinAnswer {
    public JoinRefused {
      requireNonNull(code, "code is null");
      requireNonNull(reason, "reason is null");
    }
  }

  /** Not yet: ask again after this time. */
  record JoinLater(long retryAfterMillis, String reason) implements JoinAnswer {
    public JoinLater {
      requireNonNull(reason, "reason is null");
    }
  }
}
