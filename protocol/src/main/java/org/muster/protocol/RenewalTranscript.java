package org.muster.protocol;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;

/** What a node's new key signs when it asks for a fresh certificate. */
public final class RenewalTranscript {
  private RenewalTranscript() {}

  /** The serial of the node's current certificate as lower-case hexadecimal digits, in UTF-8. */
  public static byte[] bytes(BigInteger serial) {
    return serial.toString(16).getBytes(StandardCharsets.UTF_8);
  }
}
