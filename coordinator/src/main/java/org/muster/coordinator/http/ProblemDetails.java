package org.muster.coordinator.http;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.muster.error.ErrorCode;
import org.muster.error.MusterException;

/**
 * A failure as RFC 9457 writes it, with our code beside it.
 *
 * @param detail the whole sentence, for people
 * @param problems each mistake of an input on its own; empty when there is only the sentence
 */
record ProblemDetails(
    String type,
    String title,
    int status,
    String detail,
    String instance,
    ErrorCode code,
    boolean retryable,
    List<String> problems) {
  static final String CONTENT_TYPE = "application/problem+json";

  private static final String BULLET = "\n  - ";

  static ProblemDetails of(Throwable failure, String path) {
    if (failure instanceof Refusal refusal) {
      return of(refusal.status(), refusal.code(), refusal.getMessage(), path);
    }
    if (failure instanceof MusterException known && known.code() != ErrorCode.INTERNAL) {
      return of(statusOf(known.code()), known.code(), known.getMessage(), path);
    }
    // What an unexpected failure says may hold anything, so that it goes to the log only.
    return of(
        500,
        ErrorCode.INTERNAL,
        "answering %s: an unexpected failure; the coordinator's log has the details"
            .formatted(path),
        path);
  }

  private static ProblemDetails of(int status, ErrorCode code, String detail, String path) {
    String name = code.name().toLowerCase(Locale.ROOT);
    return new ProblemDetails(
        "urn:muster:problem:" + name.replace('_', '-'),
        name.replace('_', ' '),
        status,
        detail,
        path,
        code,
        code.isRetryable(),
        mistakesIn(detail));
  }

  private static int statusOf(ErrorCode code) {
    return switch (code) {
      case INVALID_INPUT -> 422;
      case NOT_FOUND -> 404;
      case UNAUTHORIZED -> 401;
      case JOIN_REFUSED -> 403;
      case CONFLICT, STEP_FAILED, INCOMPATIBLE_VERSION -> 409;
      case NODE_UNREACHABLE,
          COORDINATOR_UNREACHABLE,
          ARTIFACT_UNAVAILABLE,
          ARTIFACT_CORRUPT,
          PROVIDER_FAILED,
          STORAGE_FAILED,
          OWNERSHIP_LOST,
          ENVIRONMENT ->
          503;
      case UNREADABLE_MESSAGE, INTERNAL -> 500;
    };
  }

  private static List<String> mistakesIn(String detail) {
    String[] parts = detail.split(BULLET, -1);
    return List.copyOf(Arrays.asList(parts).subList(1, parts.length));
  }
}
