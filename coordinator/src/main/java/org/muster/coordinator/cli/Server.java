package org.muster.coordinator.cli;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.Map;

/**
 * Runs a coordinator in this process. Implemented by the application, which alone knows its parts.
 */
@FunctionalInterface
public interface Server {
  /** Serves until it is told to stop; the answer is the exit code. */
  int serve(Settings settings);

  /**
   * How to serve.
   *
   * @param home the folder that everything is kept in
   * @param version what command lines compare with their own
   * @param distribution the folder with jars, modules and templates; null outside of one
   * @param given what the command line says, by the name of the setting; each as it was typed
   * @param variables of the environment
   */
  record Settings(
      Path home,
      String version,
      Path distribution,
      Map<String, String> given,
      Map<String, String> variables) {
    public Settings {
      requireNonNull(home, "home is null");
      requireNonNull(version, "version is null");
      given = Map.copyOf(given);
      variables = Map.copyOf(variables);
    }

    /** Without the environment, which may hold a password. */
    @Override
    public String toString() {
      return "Settings[home=%s, version=%s, given=%s]".formatted(home, version, given);
    }
  }
}
