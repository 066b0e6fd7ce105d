package org.muster.coordinator.link;

import static java.util.Objects.requireNonNull;

import java.security.SecureRandom;
import org.muster.coordinator.link.ca.AgentAuthority;
import org.muster.coordinator.link.ca.LaunchTokens;
import org.muster.coordinator.link.ca.ServerCertificate;
import org.muster.coordinator.link.identity.RegionCertificates;
import org.muster.coordinator.link.identity.SignedDocuments;

/**
 * The secrets of the agents' listener.
 *
 * @param listener its own certificate, under the authority that agents have pinned
 * @param documents checks what providers sign of their instances
 * @param random draws the nonces of joining nodes
 */
public record LinkKeys(
    AgentAuthority agents,
    ServerCertificate listener,
    LaunchTokens tokens,
    SignedDocuments documents,
    SecureRandom random) {
  public LinkKeys {
    requireNonNull(agents, "agents is null");
    requireNonNull(listener, "listener is null");
    requireNonNull(tokens, "tokens is null");
    requireNonNull(documents, "documents is null");
    requireNonNull(random, "random is null");
  }

  /** With the certificates of providers that come with Muster. */
  public LinkKeys(
      AgentAuthority agents, ServerCertificate listener, LaunchTokens tokens, SecureRandom random) {
    this(agents, listener, tokens, new SignedDocuments(RegionCertificates.builtIn()), random);
  }
}
