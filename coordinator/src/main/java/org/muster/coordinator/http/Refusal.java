package org.muster.coordinator.http;

import static java.util.Objects.requireNonNull;

import org.muster.error.ErrorCode;

/** A request that is refused before any part of the coordinator has seen it. */
final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final ErrorCode code;

  Refusal(int status, ErrorCode code, String sentence) {
    super(requireNonNull(sentence, "sentence is null"), null, false, false);
    this.status = status;
    this.code = requireNonNull(code, "code is null");
  }

  static Refusal badRequest(String sentence) {
    return new Refusal(400, ErrorCode.INVALID_INPUT, sentence);
  }

  static Refusal tooLarge(String sentence) {
    return new Refusal(413, ErrorCode.INVALID_INPUT, sentence);
  }

  static Refusal forbidden(String sentence) {
    return new Refusal(403, ErrorCode.UNAUTHORIZED, sentence);
  }

  int status() {
    return status;
  }

  ErrorCode code() {
    return code;
  }
}
