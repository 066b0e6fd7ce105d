package org.muster.coordinator.provider.local.container;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import org.muster.coordinator.provider.PrivateFile;

/** Where the coordinator listens for agents, as this machine sees it. */
record Listener(String host, int port) {
  Listener {
    requireNonNull(host, "host is null");
  }

  static Listener of(URI address) {
    return new Listener(address.getHost(), address.getPort());
  }

  /** Empty before the first launch of a cluster. */
  static Optional<Listener> read(Path file) throws IOException {
    return PrivateFile.read(file).map(text -> of(URI.create(text.strip())));
  }

  void write(Path file) throws IOException {
    PrivateFile.replace(file, "wss://%s:%d\n".formatted(host, port));
  }

  InetSocketAddress address() {
    return new InetSocketAddress(host, port);
  }

  /** The same for nodes, which see the switch instead. */
  URI withinSwitch() {
    return URI.create("wss://%s:%d".formatted(Subnet.SWITCH, port));
  }
}
