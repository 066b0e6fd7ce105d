package org.muster.coordinator.cli;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.muster.coordinator.core.view.EntranceView;
import org.muster.error.ErrorCode;
import org.muster.error.MusterException;

/**
 * A program of this machine whose other end is a shell of root's on a node.
 *
 * @param environment what it has besides ours
 * @param folder where it starts; empty for where we are
 */
record Shell(List<String> command, Map<String, String> environment, String folder) {
  Shell {
    command = List.copyOf(command);
    environment = Map.copyOf(environment);
    requireNonNull(folder, "folder is null");
  }

  /** The variables of modules come with it, as they do with a login shell of a real machine. */
  static Shell ofProcess(EntranceView entrance, String cluster, String path) {
    String root = entrance.place();
    String profile = root + "/etc/profile.d/muster.sh";
    Map<String, String> environment = new LinkedHashMap<>();
    environment.put("MUSTER_CLUSTER", cluster);
    environment.put("MUSTER_NODE", entrance.name());
    environment.put("MUSTER_ROOT", root);
    environment.put("HOME", root + "/root");
    environment.put("PATH", root + "/usr/local/bin:" + path);
    environment.put("BASH_ENV", profile); // where commands come from a file or a pipe
    environment.put("PS1", "[%s %s \\W]\\$ ".formatted(entrance.name(), cluster));
    return new Shell(List.of("bash", "--rcfile", profile), environment, root + "/root");
  }

  static Shell ofContainer(EntranceView entrance, boolean hasTerminal, String terminal) {
    List<String> command =
        new ArrayList<>(List.of("runc", "--root", entrance.place(), "exec", "--cwd", "/root"));
    if (hasTerminal) {
      command.addAll(List.of("--tty", "--env", "TERM=" + terminal));
    }
    command.addAll(List.of("--env", "HOME=/root", entrance.name(), "/bin/bash", "-l"));
    return new Shell(command, Map.of(), "");
  }

  /** Runs it with our standard input and output; the answer is its exit code. */
  int run() {
    ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
    builder.environment().putAll(environment);
    if (!folder.isEmpty()) {
      builder.directory(Path.of(folder).toFile());
    }
    try {
      return builder.start().waitFor();
    } catch (IOException e) {
      throw new MusterException(
          ErrorCode.ENVIRONMENT, "starting %s: %s".formatted(command.get(0), e.getMessage()), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new MusterException(ErrorCode.ENVIRONMENT, "the shell was left", e);
    }
  }
}
