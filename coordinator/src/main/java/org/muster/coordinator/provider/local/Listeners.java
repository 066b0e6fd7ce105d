package org.muster.coordinator.provider.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Finds the blocks of loopback addresses in which somebody listens, whoever it is. */
final class Listeners {
  private static final String LISTENING = "0A";
  private static final String MAPPED = "0000000000000000FFFF0000";
  private static final int IPV4_DIGITS = 8;

  private final Path proc;

  Listeners(Path proc) {
    this.proc = proc;
  }

  Set<AddressBlock> blocks() throws IOException {
    Set<AddressBlock> blocks = new HashSet<>();
    for (String table : List.of("net/tcp", "net/tcp6")) {
      Path file = proc.resolve(table);
      if (Files.exists(file)) {
        Files.readAllLines(file).stream().skip(1).forEach(line -> add(line, blocks));
      }
    }
    return blocks;
  }

  /** {@code 3: 020B177F:2692 00000000:0000 0A …}: the address has its bytes in reverse. */
  private static void add(String line, Set<AddressBlock> blocks) {
    String[] fields = line.strip().split("\\s+");
    if (fields.length < 4 || !fields[3].equals(LISTENING)) {
      return;
    }
    String address = fields[1].substring(0, fields[1].indexOf(':'));
    if (address.startsWith(MAPPED)) {
      address = address.substring(MAPPED.length());
    }
    if (address.length() == IPV4_DIGITS && address.endsWith("7F")) {
      blocks.add(new AddressBlock(part(address, 4), part(address, 2)));
    }
  }

  private static int part(String address, int at) {
    return Integer.parseInt(address.substring(at, at + 2), 16);
  }
}
