package org.muster.coordinator.http;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.muster.error.Problems;

/**
 * Where and how the API is served.
 *
 * @param host an address of this machine; anything but loopback needs a certificate
 * @param port 0 for any that is free
 * @param version what this coordinator calls itself; command lines compare it with their own
 * @param certificate null for plain HTTP on loopback
 * @param names by which callers reach it, besides the host and the names of loopback
 * @param uploadLimit in bytes, for one archive
 */
public record ApiConfig(
    String host,
    int port,
    String version,
    ApiCertificate certificate,
    List<String> names,
    long uploadLimit) {

  public ApiConfig {
    requireNonNull(host, "host is null");
    requireNonNull(version, "version is null");
    names = List.copyOf(names);
    Problems problems = new Problems();
    if (port < 0 || port > 65_535) {
      problems.add("the port is %s but must be 0 to 65535".formatted(port));
    }
    if (!isLoopback(host) && certificate == null) {
      problems.add(
          "%s is not a loopback address; give a certificate and its key, or serve on 127.0.0.1"
              .formatted(host));
    }
    problems.throwIfAny("the configuration of the API");
  }

  boolean isEncrypted() {
    return certificate != null;
  }

  private static boolean isLoopback(String host) {
    return host.equals("localhost") || host.equals("::1") || host.startsWith("127.");
  }
}
