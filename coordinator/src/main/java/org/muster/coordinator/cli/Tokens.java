package org.muster.coordinator.cli;

import java.io.IOException;
import java.nio.file.Files;
import org.muster.error.ErrorCode;
import org.muster.error.MusterException;

/** Finds the secret that a coordinator asks for. */
final class Tokens {
  private Tokens() {}

  static String ofHome(Home home) {
    try {
      return Files.readString(home.tokenFile()).strip();
    } catch (IOException e) {
      throw new MusterException(
          ErrorCode.ENVIRONMENT,
          "reading the token in %s: %s; restart the coordinator to have it written"
              .formatted(home.tokenFile(), e.getMessage()),
          e);
    }
  }

  /** For a coordinator that was named: the variable first, then the own home. */
  static String of(Surroundings surroundings) {
    String token = surroundings.variable("MUSTER_TOKEN");
    return token.isEmpty() ? ofHome(surroundings.home()) : token;
  }
}
