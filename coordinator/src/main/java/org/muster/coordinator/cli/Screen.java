package org.muster.coordinator.cli;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Where the output goes.
 *
 * <p>It is UTF-8 whatever the locale says: what reads us without a locale mostly is a program.
 *
 * @param isTerminal whether a person looks at it now
 * @param hasColor whether colors are wanted; never without a terminal
 */
record Screen(PrintStream out, PrintStream err, boolean isTerminal, boolean hasColor) {
  private static final Path STANDARD_INPUT = Path.of("/proc/self/fd/0");
  private static final Path STANDARD_OUTPUT = Path.of("/proc/self/fd/1");

  Screen {
    requireNonNull(out, "out is null");
    requireNonNull(err, "err is null");
  }

  static Screen of(PrintStream out, PrintStream err, Map<String, String> variables) {
    // Other streams than the process's own are a test's, or a caller's in the same process.
    boolean isTerminal = out == System.out && isTerminal(STANDARD_OUTPUT) && !isDumb(variables);
    return new Screen(
        new PrintStream(out, true, StandardCharsets.UTF_8),
        new PrintStream(err, true, StandardCharsets.UTF_8),
        isTerminal,
        isTerminal && !variables.containsKey("NO_COLOR"));
  }

  /** Whether a person types here and sees what comes of it. */
  static boolean isTyped() {
    return isTerminal(STANDARD_INPUT) && isTerminal(STANDARD_OUTPUT);
  }

  Screen withoutColor() {
    return new Screen(out, err, isTerminal, false);
  }

  /** The size as it is now: people resize windows. */
  Layout layout() {
    return isTerminal ? TerminalSize.layout(hasColor) : Layout.PLAIN;
  }

  void line(String text) {
    out.println(text);
  }

  /** For people, beside the result: never mixed into what a program reads. */
  void note(String text) {
    err.println(text);
  }

  /** One write, so that the lines of a picture never show half drawn. */
  void write(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    out.write(bytes, 0, bytes.length);
    out.flush();
  }

  private static boolean isDumb(Map<String, String> variables) {
    return variables.getOrDefault("TERM", "dumb").equals("dumb");
  }

  private static boolean isTerminal(Path descriptor) {
    try {
      String target = Files.readSymbolicLink(descriptor).toString();
      return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty");
    } catch (IOException e) {
      return false; // no Linux: plain lines are always right
    }
  }
}
