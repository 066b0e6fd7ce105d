package org.muster.coordinator.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.muster.coordinator.core.module.ModuleFiles;
import org.muster.error.Problems;

/** Finds what no script of a module may do. */
final class ScriptLint {
  private static final Pattern SLEEP =
      Pattern.compile("(^|[;&|({]|\\b(do|then|else|while|until|if)\\b)\\s*sleep\\s");

  private ScriptLint() {}

  static void check(ModuleFiles files, Problems problems) {
    files
        .scripts()
        .forEach(
            (name, text) -> {
              String file = files.folder() + "/" + name;
              checkSleeps(file, text, problems);
              checkSyntax(file, text, problems);
            });
  }

  private static void checkSleeps(String file, String text, Problems problems) {
    String[] lines = text.split("\n", -1);
    for (int i = 0; i < lines.length; i++) {
      if (!lines[i].stripLeading().startsWith("#") && SLEEP.matcher(lines[i]).find()) {
        problems.add(
            "%s, line %d: sleeps; wait for the thing itself with wait_for or a barrier"
                .formatted(file, i + 1));
      }
    }
  }

  private static void checkSyntax(String file, String text, Problems problems) {
    try {
      Process bash = new ProcessBuilder("bash", "-n").redirectErrorStream(true).start();
      try (OutputStream input = bash.getOutputStream()) {
        input.write(text.getBytes(StandardCharsets.UTF_8));
      }
      String said = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      for (String line : said.lines().toList()) {
        problems.add(line.replaceFirst("^bash: line (\\d+):", file + ", line $1:"));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("asking bash about " + file, e);
    }
  }
}
