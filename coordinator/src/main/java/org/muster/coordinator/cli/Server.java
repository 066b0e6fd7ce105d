package org.muster.coordinator.cli;

import java.nio.file.Path;

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
   * @param port 0 for any that is free
   * @param version what command lines compare with their own
   * @param distribution the folder with jars, modules and templates; null outside of one
   */
  record Settings(Path home, String host, int port, String version, Path distribution) {}
}
