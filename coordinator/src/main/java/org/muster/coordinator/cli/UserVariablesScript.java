package org.muster.coordinator.cli;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.muster.error.ErrorCode;
import org.muster.error.MusterException;

/**
 * What a user's {@code ec2-user-variables.sh} sets, found out by running it in a clean bash: any
 * bash is allowed in it, so that nothing else reads it right.
 */
final class UserVariablesScript {
  private static final String PLACE = "root/spark-ec2/ec2-user-variables.sh";
  private static final String READER = "read-user-variables.bash";
  private static final String END = "end of variables";
  private static final int SECONDS = 20;

  private UserVariablesScript() {}

  /** The variables that the script in the folder sets or changes; none without a script. */
  static Map<String, String> ofOverlay(Path overlay, Map<String, String> given) {
    Path script = overlay.resolve(PLACE);
    return Files.exists(script) ? of(script, given) : Map.of();
  }

  static Map<String, String> of(Path script, Map<String, String> given) {
    try {
      return parsed(script, output(script, given));
    } catch (IOException e) {
      throw new UncheckedIOException("running " + script, e);
    }
  }

  private static byte[] output(Path script, Map<String, String> given) throws IOException {
    List<String> command = new ArrayList<>(List.of("env", "-i", "PATH=/usr/bin:/bin"));
    given.forEach((name, value) -> command.add(name + "=" + value));
    command.addAll(List.of("bash", "--noprofile", "--norc", "-c", reader(), "bash"));
    command.add(script.toAbsolutePath().toString());
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.directory(script.toAbsolutePath().getParent().toFile());
    builder.redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")));
    builder.redirectError(ProcessBuilder.Redirect.INHERIT);
    Process bash = builder.start();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Thread copy = copying(bash.getInputStream(), bytes);
    await(bash, copy, script);
    return bytes.toByteArray();
  }

  private static void await(Process bash, Thread copy, Path script) {
    try {
      if (!bash.waitFor(SECONDS, TimeUnit.SECONDS)) {
        bash.destroyForcibly();
        throw refused(script, "has not ended after %d s".formatted(SECONDS));
      }
      copy.join(TimeUnit.SECONDS.toMillis(SECONDS));
    } catch (InterruptedException e) {
      bash.destroyForcibly();
      Thread.currentThread().interrupt();
      throw refused(script, "was interrupted");
    }
  }

  private static Thread copying(InputStream from, ByteArrayOutputStream to) {
    Thread copy =
        new Thread(
            () -> {
              try {
                from.transferTo(to);
              } catch (IOException e) {
                to.reset(); // the missing end mark says so
              }
            },
            "user-variables");
    copy.setDaemon(true);
    copy.start();
    return copy;
  }

  private static Map<String, String> parsed(Path script, byte[] output) {
    String[] parts = new String(output, StandardCharsets.UTF_8).split("\0", -1);
    if (parts.length < 2 || !parts[parts.length - 2].equals(END)) {
      throw refused(script, "left before its end; what it printed is above");
    }
    Map<String, String> variables = new TreeMap<>();
    for (String part : List.of(parts).subList(0, parts.length - 2)) {
      int equals = part.indexOf('=');
      if (part.startsWith("array ")) {
        throw refused(
            script,
            "sets the array %s; variables are texts, lists have one name a line"
                .formatted(part.substring("array ".length())));
      }
      variables.put(part.substring(0, equals), part.substring(equals + 1));
    }
    return variables;
  }

  private static String reader() throws IOException {
    try (InputStream text = UserVariablesScript.class.getResourceAsStream(READER)) {
      if (text == null) {
        throw new IllegalStateException(READER + " is missing in our own jar");
      }
      return new String(text.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static MusterException refused(Path script, String what) {
    return new MusterException(
        ErrorCode.INVALID_INPUT, "running %s: the script %s".formatted(script, what));
  }
}
