package org.muster.coordinator.cli;

/**
 * What a checkup found in one place.
 *
 * @param state good, doubtful or wrong
 * @param advice what to do; empty when it is good
 */
record Finding(String subject, String state, String detail, String advice) {
  static Finding good(String subject, String detail) {
    return new Finding(subject, "good", detail, "");
  }

  static Finding doubtful(String subject, String detail, String advice) {
    return new Finding(subject, "doubtful", detail, advice);
  }

  static Finding wrong(String subject, String detail, String advice) {
    return new Finding(subject, "wrong", detail, advice);
  }

  String line(Layout layout) {
    String mark =
        switch (state) {
          case "good" -> layout.good("ok  ");
          case "wrong" -> layout.bad("BAD ");
          default -> layout.unsure("?   ");
        };
    String line = "%s %s %s".formatted(mark, Text.padded(subject, 12), detail);
    return advice.isEmpty() ? line : line + "; " + advice;
  }
}
