package org.muster.coordinator.cli;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/** Words for people: safe for a terminal, and no wider than it. */
final class Text {
  private static final long KIB = 1024;

  private Text() {}

  /** One line without control characters, so that no script's output can move the cursor. */
  static String plain(String text) {
    StringBuilder line = new StringBuilder(text.length());
    int at = 0;
    while (at < text.length()) {
      if (text.charAt(at) == '\033') {
        at = endOfEscape(text, at);
        continue;
      }
      char letter = text.charAt(at);
      line.append(letter == '\t' || letter == '\n' ? ' ' : letter);
      at++;
    }
    return line.toString().replaceAll("\\p{Cntrl}", "");
  }

  /** At most so many characters; what is cut is marked. */
  static String shortened(String text, int width) {
    String line = plain(text).strip();
    return line.length() <= width ? line : line.substring(0, Math.max(0, width - 1)) + "…";
  }

  static String orEmpty(String text) {
    return text == null ? "" : text;
  }

  static String padded(String text, int width) {
    return text.length() >= width ? text : text + " ".repeat(width - text.length());
  }

  /** From the first moment to the second; from then on, or until now, may be missing. */
  static Duration between(Instant from, Instant until) {
    if (from == null || until == null || until.isBefore(from)) {
      return Duration.ZERO;
    }
    return Duration.between(from, until);
  }

  static String span(Duration duration) {
    long seconds = duration.toSeconds();
    if (seconds < 10) {
      return "%d.%d s".formatted(seconds, duration.toMillisPart() / 100);
    }
    if (seconds < 120) {
      return seconds + " s";
    }
    if (seconds < 7200) {
      return "%d min %d s".formatted(seconds / 60, seconds % 60);
    }
    return "%d h %d min".formatted(seconds / 3600, seconds / 60 % 60);
  }

  static String count(int number, String noun) {
    String plural = noun.endsWith("s") ? noun + "es" : noun + "s";
    return number + " " + (number == 1 ? noun : plural);
  }

  private static int endOfEscape(String text, int start) {
    int at = start + 1;
    if (at < text.length() && text.charAt(at) == '[') {
      at++;
      while (at < text.length() && (text.charAt(at) < '@' || text.charAt(at) > '~')) {
        at++;
      }
    }
    return Math.min(at + 1, text.length());
  }

  /** A size as people say it. */
  static String bytes(long bytes) {
    if (bytes < KIB * KIB) {
      return (bytes + KIB - 1) / KIB + " KiB";
    }
    if (bytes < KIB * KIB * KIB) {
      return bytes / (KIB * KIB) + " MiB";
    }
    return String.format(Locale.ROOT, "%.1f GiB", bytes / (double) (KIB * KIB * KIB));
  }
}
