package org.muster.it;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The processes and sockets of this machine, as its kernel tells. */
final class Machine {
  private static final Path PROC = Path.of("/proc");
  private static final String LISTENING = "0A";

  private Machine() {}

  /** A process whose command line or environment names what was looked for. */
  record Found(long pid, String command, String environment) {
    /** The value of a variable that it was started with, or an empty text. */
    String variable(String name) {
      return Stream.of(environment.split("\0"))
          .filter(entry -> entry.startsWith(name + "="))
          .map(entry -> entry.substring(name.length() + 1))
          .findFirst()
          .orElse("");
    }

    @Override
    public String toString() {
      return pid + ": " + command;
    }
  }

  /** All processes that have to do with a folder: no other test's, and not ourselves. */
  static List<Found> processesNaming(Path folder) {
    try (Stream<Path> entries = Files.list(PROC)) {
      return entries
          .filter(entry -> entry.getFileName().toString().chars().allMatch(Character::isDigit))
          .map(Machine::process)
          .filter(found -> (found.command() + found.environment()).contains(folder.toString()))
          .filter(found -> found.pid() != ProcessHandle.current().pid())
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("listing processes", e);
    }
  }

  /** Sends a signal such as {@code STOP}. */
  static void kill(String signal, long pid) throws Exception {
    Process kill =
        new ProcessBuilder("kill", "-" + signal, Long.toString(pid))
            .redirectErrorStream(true)
            .start();
    if (kill.waitFor() != 0) {
      throw new AssertionError("kill -" + signal + " " + pid + " failed; has it ended by itself?");
    }
  }

  /** Where somebody listens in a cluster's block of addresses, such as 127.5.6. */
  static List<String> listenersOn(String block) throws IOException {
    try (Stream<String> old = Files.lines(PROC.resolve("net/tcp"));
        Stream<String> both = Files.lines(PROC.resolve("net/tcp6"))) {
      return Stream.concat(old, both)
          .map(line -> line.strip().split("\\s+"))
          .filter(words -> words.length > 3 && words[3].equals(LISTENING))
          .map(words -> address(words[1]))
          .filter(address -> address.startsWith(block + "."))
          .toList();
    }
  }

  private static Found process(Path entry) {
    return new Found(
        Long.parseLong(entry.getFileName().toString()),
        read(entry.resolve("cmdline")).replace('\0', ' ').strip(),
        read(entry.resolve("environ")));
  }

  // Processes come and go, and some are not ours to look at.
  private static String read(Path file) {
    try {
      return Files.readString(file, ISO_8859_1);
    } catch (IOException e) {
      return "";
    }
  }

  // The kernel writes the bytes of an address from the last to the first; IPv4 ends a mapped one.
  private static String address(String kernel) {
    int colon = kernel.indexOf(':');
    String bytes = kernel.substring(colon - 8, colon);
    return "%d.%d.%d.%d:%d"
        .formatted(
            Integer.parseInt(bytes.substring(6), 16),
            Integer.parseInt(bytes.substring(4, 6), 16),
            Integer.parseInt(bytes.substring(2, 4), 16),
            Integer.parseInt(bytes.substring(0, 2), 16),
            Integer.parseInt(kernel.substring(colon + 1), 16));
  }
}
