package org.muster.coordinator.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.muster.coordinator.core.module.ModuleFiles;

/** Asks bash itself whether it can read a module's scripts; nothing in them is run. */
final class BashSyntax {
  private BashSyntax() {}

  static List<String> mistakes(ModuleFiles files) {
    List<String> mistakes = new ArrayList<>();
    files
        .scripts()
        .forEach((name, text) -> mistakes.addAll(mistakes(files.folder() + "/" + name, text)));
    return mistakes;
  }

  private static List<String> mistakes(String file, String text) {
    try {
      Process bash = new ProcessBuilder("bash", "-n").redirectErrorStream(true).start();
      try (OutputStream input = bash.getOutputStream()) {
        input.write(text.getBytes(StandardCharsets.UTF_8));
      }
      String said = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return said.lines()
          .map(line -> line.replaceFirst("^bash: line (\\d+):", file + ", line $1:"))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("asking bash about " + file, e);
    }
  }
}
