package org.muster.error;

import static java.util.Objects.requireNonNull;

/** A failure with a code for machines and a sentence for people that ends in what to do next. */
public final class MusterException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ErrorCode code;

  public MusterException(ErrorCode code, String sentence) {
    this(code, sentence, null);
  }

  public MusterException(ErrorCode code, String sentence, Throwable cause) {
    super(requireNonNull(sentence, "sentence is null"), cause);
    this.code = requireNonNull(code, "code is null");
  }

  public ErrorCode code() {
    return code;
  }
}
