package org.muster.agent.app;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import org.muster.agent.step.DurableFile;
import org.muster.error.ErrorCode;
import org.muster.error.MusterException;

/**
 * What a machine calls itself when nobody has given it a name: the same for all its life, since who
 * comes back must be who went.
 */
final class OwnName {
  private static final String FILE = "instance";
  private static final int BYTES = 8;

  private OwnName() {}

  /**
   * The name that is kept in the agent's state; when there is none, one is made and kept. It comes
   * from the machine's id where it has one (but does not tell that id, which is a secret of the
   * machine), else from chance.
   */
  static String in(Path state, Path machineId) {
    Optional<String> kept = DurableFile.read(state.resolve(FILE)).map(String::strip);
    if (kept.filter(name -> !name.isEmpty()).isPresent()) {
      return kept.get();
    }
    byte[] bytes =
        DurableFile.read(machineId)
            .map(String::strip)
            .filter(id -> id.matches("[0-9a-f]{32}"))
            .map(OwnName::digest)
            .orElseGet(OwnName::drawn);
    String name = "machine-" + HexFormat.of().formatHex(bytes);
    DurableFile.replace(state.resolve(FILE), name + "\n");
    return name;
  }

  private static byte[] digest(String machineId) {
    try {
      byte[] text = ("muster instance " + machineId).getBytes(StandardCharsets.US_ASCII);
      return Arrays.copyOf(MessageDigest.getInstance("SHA-256").digest(text), BYTES);
    } catch (GeneralSecurityException e) {
      throw new MusterException(ErrorCode.ENVIRONMENT, "this Java has no SHA-256", e);
    }
  }

  private static byte[] drawn() {
    byte[] bytes = new byte[BYTES];
    new SecureRandom().nextBytes(bytes);
    return bytes;
  }
}
