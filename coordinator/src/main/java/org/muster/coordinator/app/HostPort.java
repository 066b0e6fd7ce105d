package org.muster.coordinator.app;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where to listen, or where to call.
 *
 * @param host a name or an address; one of IPv6 without its brackets
 * @param port 0 where none was said
 */
record HostPort(String host, int port) {
  private static final Pattern FORM =
      Pattern.compile("(?:\\[([0-9a-fA-F:.]+)]|([^:\\[\\]/\\s,]+))(?::([0-9]{1,5}))?");
  private static final int HIGHEST_PORT = 65_535;

  HostPort {
    requireNonNull(host, "host is null");
    if (port < 0 || port > HIGHEST_PORT) {
      throw new IllegalArgumentException("port %d must be 0 to %d".formatted(port, HIGHEST_PORT));
    }
  }

  /** Nothing when the text is no {@code HOST:PORT}; the port may be left out. */
  static Optional<HostPort> parse(String text) {
    Matcher form = FORM.matcher(text.strip());
    if (!form.matches()) {
      return Optional.empty();
    }
    String host = form.group(1) == null ? form.group(2) : form.group(1);
    int port = form.group(3) == null ? 0 : Integer.parseInt(form.group(3));
    return port > HIGHEST_PORT ? Optional.empty() : Optional.of(new HostPort(host, port));
  }

  HostPort withPort(int other) {
    return new HostPort(host, other);
  }

  boolean isLoopback() {
    return host.equals("localhost") || host.equals("::1") || host.startsWith("127.");
  }

  /** Whether it stands for all addresses of the machine, so that nobody can call it. */
  boolean isWildcard() {
    return host.equals("0.0.0.0") || host.equals("::");
  }

  @Override
  public String toString() {
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
  }
}
