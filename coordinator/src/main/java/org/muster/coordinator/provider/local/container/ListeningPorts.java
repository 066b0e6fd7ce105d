package org.muster.coordinator.provider.local.container;

import java.io.IOException;
import java.nio.file.Path;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.muster.coordinator.provider.PrivateFile;

/** The ports of a node where somebody listens, and not only to the node itself. */
final class ListeningPorts {
  private static final String LISTENING = "0A";
  private static final String OWN_OF_IPV4 = "0100007F";
  private static final String OWN_OF_IPV6 = "00000000000000000000000001000000";

  private ListeningPorts() {}

  /** None when the process, any one of the node, has ended. */
  static SortedSet<Integer> of(long pid) throws IOException {
    SortedSet<Integer> ports = new TreeSet<>();
    for (String table : new String[] {"tcp", "tcp6"}) {
      Path file = Path.of("/proc", Long.toString(pid), "net", table);
      read(PrivateFile.read(file).orElse("").lines(), ports);
    }
    return ports;
  }

  /** {@code 3: 0100007F:2692 00000000:0000 0A …}. */
  static void read(Stream<String> table, SortedSet<Integer> ports) {
    table
        .map(line -> line.strip().split("\\s+"))
        .filter(words -> words.length > 3 && words[3].equals(LISTENING))
        .map(words -> words[1].split(":"))
        .filter(end -> !end[0].endsWith(OWN_OF_IPV4) && !end[0].equals(OWN_OF_IPV6))
        .forEach(end -> ports.add(Integer.parseInt(end[1], 16)));
  }
}
