package org.muster.protocol;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** The only two messages that are decoded before a node has a certificate. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = JoinMessage.JoinBegin.class, name = "join-begin"),
  @JsonSubTypes.Type(value = JoinMessage.JoinProve.class, name = "join-prove")
})
public sealed interface JoinMessage {

  /** Asks for a nonce. The instance says which machine calls, the launch which call made it. */
  record JoinBegin(ProtocolRange protocol, ClusterName cluster, LaunchId launch, String instance)
      implements JoinMessage {
    public JoinBegin {
      requireNonNull(protocol, "protocol is null");
      requireNonNull(cluster, "cluster is null");
      requireNonNull(launch, "launch is null");
      requireNonNull(instance, "instance is null");
    }
  }

  /**
   * Proves the node's own key, and that it was asked for.
   *
   * @param publicKey Base64 of the X.509 form of an EC P-256 key
   * @param signature Base64; by that key over {@link JoinTranscript}
   * @param tokenProof Base64 of the HMAC of the same bytes with the join token; empty when a known
   *     node returns
   * @param identity Base64 of what the provider has signed of the instance; empty where it signs
   *     nothing
   */
  record JoinProve(
      String publicKey, String signature, String tokenProof, Facts facts, String identity)
      implements JoinMessage {
    public JoinProve {
      requireNonNull(publicKey, "publicKey is null");
      requireNonNull(signature, "signature is null");
      requireNonNull(facts, "facts is null");
      tokenProof = tokenProof == null ? "" : tokenProof;
      identity = identity == null ? "" : identity;
    }

    /** Of an instance whose provider signs nothing. */
    public JoinProve(String publicKey, String signature, String tokenProof, Facts facts) {
      this(publicKey, signature, tokenProof, facts, "");
    }
  }
}
