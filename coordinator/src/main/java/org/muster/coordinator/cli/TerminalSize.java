package org.muster.coordinator.cli;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Asks the terminal for its size, with the one program that every Linux has for it. */
final class TerminalSize {
  private static final Pattern ROWS_AND_COLUMNS = Pattern.compile("([0-9]+) ([0-9]+)\\s*");
  private static final int SECONDS = 2;

  private TerminalSize() {}

  static Layout layout(boolean hasColor) {
    Matcher size = ROWS_AND_COLUMNS.matcher(answer());
    if (!size.matches() || size.group(2).equals("0")) {
      return new Layout(80, 24, hasColor);
    }
    return new Layout(Integer.parseInt(size.group(2)), Integer.parseInt(size.group(1)), hasColor);
  }

  private static String answer() {
    ProcessBuilder stty = new ProcessBuilder("stty", "size");
    stty.redirectInput(new File("/dev/tty")).redirectError(ProcessBuilder.Redirect.DISCARD);
    try {
      Process process = stty.start();
      String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return process.waitFor(SECONDS, TimeUnit.SECONDS) ? text : "";
    } catch (IOException e) {
      return "";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "";
    }
  }
}
