package org.muster.coordinator.app;

import org.muster.coordinator.cli.Cli;

/** The one entry of the program: the command line, which can also serve. */
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    System.exit(Cli.run(args, System.getenv(), System.out, System.err, new CoordinatorServer()));
  }
}
