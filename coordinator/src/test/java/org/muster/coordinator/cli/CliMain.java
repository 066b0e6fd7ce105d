package org.muster.coordinator.cli;

/** The command line in a process of its own, without the ability to serve. */
public final class CliMain {
  private CliMain() {}

  public static void main(String[] args) {
    System.exit(Cli.run(args, System.getenv(), System.out, System.err));
  }
}
