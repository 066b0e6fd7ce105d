package org.muster.agent.step;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.muster.error.ErrorCode;
import org.muster.error.MusterException;

/** What scripts exported for later steps and for login shells: a file a variable. */
final class ExportedVariables {
  private final Path directory;
  private final Path profile;

  ExportedVariables(NodePlaces places) {
    this.directory = places.exportedVariables();
    this.profile = places.rootDirectory().resolve("etc/profile.d/muster.sh");
  }

  void export(String name, String value) {
    try {
      Files.createDirectories(directory);
      DurableFile.replace(directory.resolve(name), "export %s=%s\n".formatted(name, quoted(value)));
      offerToLoginShells();
    } catch (IOException e) {
      throw new MusterException(
          ErrorCode.STORAGE_FAILED, "exporting %s: %s".formatted(name, e.getMessage()), e);
    }
  }

  Map<String, String> all() {
    Map<String, String> variables = new TreeMap<>();
    if (!Files.isDirectory(directory)) {
      return variables;
    }
    try (Stream<Path> files = Files.list(directory)) {
      files
          .filter(file -> !file.getFileName().toString().endsWith(".next"))
          .forEach(file -> variables.put(file.getFileName().toString(), valueOf(file)));
    } catch (IOException e) {
      throw new MusterException(
          ErrorCode.STORAGE_FAILED, "reading %s: %s".formatted(directory, e.getMessage()), e);
    }
    return variables;
  }

  private static String valueOf(Path file) {
    String line = DurableFile.read(file).orElse("");
    return unquoted(
        line.substring(line.indexOf('=') + 1, Math.max(line.indexOf('=') + 1, line.length() - 1)));
  }

  private void offerToLoginShells() throws IOException {
    String text =
        """
        # Written by Muster: what modules exported with export_env.
        for muster_variable in %s/*; do
          [ -r "$muster_variable" ] && . "$muster_variable"
        done
        unset muster_variable
        """
            .formatted(quoted(directory.toString()));
    if (!Files.exists(profile) || !Files.readString(profile).equals(text)) {
      Files.createDirectories(profile.getParent());
      Files.writeString(profile, text);
    }
  }

  /** In single quotes nothing is special but the quote itself. */
  static String quoted(String value) {
    return "'" + value.replace("'", "'\\''") + "'";
  }

  static String unquoted(String quoted) {
    return quoted.length() < 2
        ? quoted
        : quoted.substring(1, quoted.length() - 1).replace("'\\''", "'");
  }
}
