package org.muster.coordinator.flow;

/**
 * Where a piece of an output belongs in a copy of it.
 *
 * @param missing bytes before it that never came; 0 when none are missing
 * @param isHere how many of its first bytes are there already
 * @param end of the copy with the piece
 */
public record LogPlace(long missing, int isHere, long end) {

  /** The place of a piece of this length, in a copy that ends at {@code end}. */
  public static LogPlace of(long end, long offset, int length) {
    int isHere = (int) Math.min(length, Math.max(0, end - offset));
    return new LogPlace(Math.max(0, offset - end), isHere, Math.max(end, offset + length));
  }
}
