package org.muster.coordinator.app;

import java.util.Map;
import org.muster.coordinator.cli.Cli;

/** The one entry of the program: the command line, which can also serve. */
public final class Main {
  /** What libraries would do first in each process, and nobody here needs. */
  private static final Map<String, String> WITHOUT =
      Map.of(
          // Looking for Groovy opens a hundred jars, for a command that needs ten of them.
          "picocli.disable.closures", "true",
          // Netty's events for the flight recorder start half of it.
          "io.netty.jfr.enabled", "false",
          // Vert.x gives keys to TLS in a store that never leaves memory; the ten thousand rounds
          // of hashing that protect it took a tenth of a start.
          "keystore.pkcs12.keyPbeIterationCount", "1");

  private Main() {}

  public static void main(String[] args) {
    WITHOUT.forEach(
        (name, value) -> {
          if (System.getProperty(name) == null) {
            System.setProperty(name, value);
          }
        });
    System.exit(Cli.run(args, System.getenv(), System.out, System.err, new CoordinatorServer()));
  }
}
