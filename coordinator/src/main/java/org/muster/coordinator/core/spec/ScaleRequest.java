package org.muster.coordinator.core.spec;

import java.util.List;
import org.muster.error.ErrorCode;
import org.muster.error.MusterException;

/**
 * How many workers there shall be: in all, or so many more, or without these. Nothing in it is
 * checked yet.
 *
 * @param workers in all; null when it is not said
 * @param add 0 when it is not said
 * @param remove names of nodes; empty when it is not said
 */
public record ScaleRequest(Integer workers, int add, List<String> remove) {
  private static final int AT_MOST = 10_000;

  public ScaleRequest {
    remove = remove == null ? List.of() : List.copyOf(remove);
  }

  /** Refuses what says too much, too little or the impossible. */
  public void check() {
    int said = (workers == null ? 0 : 1) + (add == 0 ? 0 : 1) + (remove.isEmpty() ? 0 : 1);
    if (said != 1) {
      throw invalid(
          "say one of: how many workers there shall be, how many more, or which nodes shall go");
    }
    int number = workers == null ? add : workers;
    if (number < 0 || number > AT_MOST) {
      throw invalid("%d workers are not possible; say 0 to %d".formatted(number, AT_MOST));
    }
  }

  private static MusterException invalid(String sentence) {
    return new MusterException(ErrorCode.INVALID_INPUT, sentence);
  }
}
