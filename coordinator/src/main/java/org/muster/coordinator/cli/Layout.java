package org.muster.coordinator.cli;

/** How much room there is for a picture, and what may be drawn with. */
record Layout(int width, int height, boolean hasColor) {
  /** For files and pipes: nobody folds lines there, so that only absurd ones are cut. */
  static final Layout PLAIN = new Layout(600, 40, false);

  private static final int NARROWEST = 40;
  private static final int LOWEST = 10;

  Layout {
    width = Math.max(NARROWEST, width);
    height = Math.max(LOWEST, height);
  }

  String good(String text) {
    return colored("32", text);
  }

  String bad(String text) {
    return colored("31", text);
  }

  String unsure(String text) {
    return colored("33", text);
  }

  String faint(String text) {
    return colored("2", text);
  }

  private String colored(String code, String text) {
    return hasColor ? "\033[" + code + "m" + text + "\033[0m" : text;
  }
}
