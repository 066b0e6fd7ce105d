package org.muster.agent.link;

import java.util.Base64;
import org.muster.protocol.Facts;
import org.muster.protocol.JoinAnswer.JoinChallenge;
import org.muster.protocol.JoinMessage;
import org.muster.protocol.JoinTranscript;
import org.muster.protocol.ProtocolRange;

/** What a node says to get in, the first time or again. */
final class JoinDialogue {
  private final LinkSettings settings;
  private final Identity identity;
  private final Facts facts;

  JoinDialogue(LinkSettings settings, Identity identity, Facts facts) {
    this.settings = settings;
    this.identity = identity;
    this.facts = facts;
  }

  JoinMessage begin() {
    return new JoinMessage.JoinBegin(
        ProtocolRange.OURS, settings.cluster(), settings.launch(), settings.instance());
  }

  /** A node that has been in before proves its key alone: its token may have expired since. */
  JoinMessage prove(JoinChallenge challenge) {
    byte[] nonce = Base64.getDecoder().decode(challenge.nonce());
    JoinTranscript transcript =
        new JoinTranscript(nonce, identity.publicKey(), settings.instance());
    boolean known = identity.certificate().isPresent();
    return new JoinMessage.JoinProve(
        base64(identity.publicKey()),
        base64(identity.sign(transcript.bytes())),
        known ? "" : base64(transcript.tokenProof(settings.token())),
        facts,
        known ? "" : settings.document());
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }
}
