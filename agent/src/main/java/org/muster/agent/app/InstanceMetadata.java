package org.muster.agent.app;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.muster.error.ErrorCode;
import org.muster.error.MusterException;
import org.muster.time.Pause;

/** What EC2 tells an instance of itself, by the second version of its metadata service. */
final class InstanceMetadata {
  static final URI USUAL = URI.create("http://169.254.169.254");
  private static final String TOKEN = "X-aws-ec2-metadata-token";
  private static final String TTL = "X-aws-ec2-metadata-token-ttl-seconds";
  private static final int OK = 200;
  private static final int MOST_BYTES = 16 * 1024;
  private static final int WITHIN_MILLIS = 5_000;
  private static final int ATTEMPTS = 6;
  private static final Duration AGAIN_AFTER = Duration.ofSeconds(2);

  private final URI service;
  private final Pause pause;

  InstanceMetadata(URI service, Pause pause) {
    this.service = service;
    this.pause = pause;
  }

  /** Where the service is, by the variable that the SDKs know too. */
  static URI address(Map<String, String> environment) {
    String other = environment.getOrDefault("AWS_EC2_METADATA_SERVICE_ENDPOINT", "");
    return other.isEmpty() ? USUAL : URI.create(other.replaceAll("/+$", ""));
  }

  /**
   * The signed identity document, in Base64. Blocks; a service that is not up yet is waited for.
   */
  String identityDocument() {
    IOException last = null;
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      if (attempt > 0) {
        pause.of(AGAIN_AFTER);
      }
      try {
        String token = ask("PUT", "/latest/api/token", Map.of(TTL, "60"));
        return ask("GET", "/latest/dynamic/instance-identity/rsa2048", Map.of(TOKEN, token));
      } catch (IOException e) {
        last = e;
      }
    }
    throw new MusterException(
        ErrorCode.ENVIRONMENT,
        "asking %s for this instance's identity document: %s; see that the metadata service is on, or launch with 'identity: token'"
            .formatted(service, last),
        last);
  }

  private String ask(String method, String path, Map<String, String> headers) throws IOException {
    HttpURLConnection connection =
        (HttpURLConnection) service.resolve(path).toURL().openConnection(Proxy.NO_PROXY);
    try {
      connection.setRequestMethod(method);
      connection.setInstanceFollowRedirects(false);
      connection.setConnectTimeout(WITHIN_MILLIS);
      connection.setReadTimeout(WITHIN_MILLIS);
      headers.forEach(connection::setRequestProperty);
      if (connection.getResponseCode() != OK) {
        throw new IOException(
            "%s %s was answered with %d".formatted(method, path, connection.getResponseCode()));
      }
      try (InputStream body = connection.getInputStream()) {
        return new String(body.readNBytes(MOST_BYTES), StandardCharsets.US_ASCII).strip();
      }
    } finally {
      connection.disconnect();
    }
  }
}
