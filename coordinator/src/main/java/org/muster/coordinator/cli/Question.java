package org.muster.coordinator.cli;

import static java.util.Objects.requireNonNull;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Scanner;
import org.muster.error.ErrorCode;
import org.muster.error.MusterException;

/** Asks the user before something is lost. */
final class Question {
  private final Surroundings surroundings;

  Question(Surroundings surroundings) {
    this.surroundings = requireNonNull(surroundings, "surroundings is null");
  }

  /** Whether the answer is yes; with nobody there to answer it is a mistake to ask. */
  boolean isConfirmed(String question) {
    surroundings.screen().err().print(question + " [y/N] ");
    surroundings.screen().err().flush();
    Scanner answers = new Scanner(surroundings.input(), StandardCharsets.UTF_8);
    if (!answers.hasNextLine()) {
      surroundings.screen().note("");
      throw new MusterException(
          ErrorCode.INVALID_INPUT, "there is nobody to answer; add --yes to go ahead unasked");
    }
    String answer = answers.nextLine().strip().toLowerCase(Locale.ROOT);
    return answer.equals("y") || answer.equals("yes");
  }
}
