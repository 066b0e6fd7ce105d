package org.muster.coordinator.http;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import org.muster.error.Problems;

/**
 * Where and how the API is served.
 *
 * @param host an address of this machine; anything but loopback needs a certificate
 * @param port 0 for any that is free
 * @param version what this coordinator calls itself; command lines compare it with their own
 * @param certificate chain as PEM; null for plain HTTP on loopback
 * @param key of the certificate as PEM; null when there is none
 * @param uploadLimit in bytes, for one archive
 */
public record ApiConfig(
    String host, int port, String version, Path certificate, Path key, long uploadLimit) {
  private static final long DEFAULT_UPLOAD_LIMIT = 2L << 30;

  public ApiConfig {
    requireNonNull(host, "host is null");
    requireNonNull(version, "version is null");
    Problems problems = new Problems();
    if (port < 0 || port > 65_535) {
      problems.add("the port is %s but must be 0 to 65535".formatted(port));
    }
    if ((certificate == null) != (key == null)) {
      problems.add("a certificate needs its key, and a key its certificate");
    }
    if (!isLoopback(host) && certificate == null) {
      problems.add(
          "%s is not a loopback address; give a certificate and its key, or serve on 127.0.0.1"
              .formatted(host));
    }
    problems.throwIfAny("the configuration of the API");
  }

  /** Plain HTTP on loopback: what a coordinator on somebody's own machine does. */
  public static ApiConfig loopback(int port, String version) {
    return new ApiConfig("127.0.0.1", port, version, null, null, DEFAULT_UPLOAD_LIMIT);
  }

  boolean isEncrypted() {
    return certificate != null;
  }

  private static boolean isLoopback(String host) {
    return host.equals("localhost") || host.equals("::1") || host.startsWith("127.");
  }
}
