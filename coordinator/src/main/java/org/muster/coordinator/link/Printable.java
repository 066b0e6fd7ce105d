package org.muster.coordinator.link;

/** Makes words that came from outside fit for a log and an answer: short, and on one line. */
final class Printable {
  private static final int MOST_CHARS = 300;

  private Printable() {}

  static String of(String text) {
    String cut = text.length() > MOST_CHARS ? text.substring(0, MOST_CHARS) + "…" : text;
    return cut.codePoints()
        .map(point -> Character.isISOControl(point) ? '?' : point)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }
}
