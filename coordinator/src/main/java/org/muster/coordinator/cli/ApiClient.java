package org.muster.coordinator.cli;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.random.RandomGenerator;
import org.muster.error.ErrorCode;
import org.muster.error.MusterException;
import org.muster.protocol.Codec;

/**
 * Calls the API of one coordinator. Blocks. What the coordinator refuses comes back as the {@link
 * MusterException} that it was there; a coordinator that does not answer is
 * COORDINATOR_UNREACHABLE.
 */
final class ApiClient {
  private static final Duration CONNECT_WITHIN = Duration.ofSeconds(5);
  private static final Duration ANSWER_WITHIN = Duration.ofSeconds(90);
  private static final int KEY_BYTES = 16;

  private final URI base;
  private final String token;
  private final Trust trust;
  private final RandomGenerator random;
  private final JsonMapper json = Codec.configured(JsonMapper.builder()).build();

  /** Writes the body of a request. */
  interface Body {
    void writeTo(OutputStream target) throws IOException;
  }

  ApiClient(URI base, String token, Trust trust, RandomGenerator random) {
    this.base = requireNonNull(base, "base is null");
    this.token = requireNonNull(token, "token is null");
    this.trust = requireNonNull(trust, "trust is null");
    this.random = requireNonNull(random, "random is null");
  }

  URI base() {
    return base;
  }

  <T> T get(String path, Class<T> type) {
    return decode(getBytes(path), type);
  }

  byte[] getBytes(String path) {
    return answer(connection("GET", path), "GET " + path);
  }

  /** Sends the value; a connection that breaks is tried once more, which changes nothing twice. */
  <T> T post(String path, Object value, Class<T> type) {
    byte[] random16 = new byte[KEY_BYTES];
    random.nextBytes(random16);
    String key = HexFormat.of().formatHex(random16);
    try {
      return decode(post(path, value, key), type);
    } catch (MusterException e) {
      if (e.code() != ErrorCode.COORDINATOR_UNREACHABLE) {
        throw e;
      }
      return decode(post(path, value, key), type);
    }
  }

  void delete(String path) {
    answer(connection("DELETE", path), "DELETE " + path);
  }

  /** Sends a body of any length, without holding it in memory. */
  <T> T upload(String path, Body body, Class<T> type) {
    HttpURLConnection call = connection("POST", path);
    call.setChunkedStreamingMode(64 * 1024);
    call.setRequestProperty("Content-Type", "application/x-tar");
    send(call, path, body);
    return decode(answer(call, "POST " + path), type);
  }

  /** A piece of a log; at the end of what there is, its data is empty. */
  LogPiece log(String cluster, String step, long offset) {
    String path = "/clusters/%s/logs?step=%s&offset=%d".formatted(cluster, step, offset);
    HttpURLConnection call = connection("GET", path);
    byte[] data = answer(call, "GET " + path);
    return new LogPiece(
        Long.parseLong(call.getHeaderField("Muster-Log-Offset")),
        data,
        Boolean.parseBoolean(call.getHeaderField("Muster-Log-Complete")));
  }

  /** The events after the given one as Server-Sent Events; the stream stays open. */
  InputStream eventStream(String cluster, long after) {
    String path = "/clusters/%s/events?after=%d".formatted(cluster, after);
    HttpURLConnection call = connection("GET", path);
    call.setRequestProperty("Accept", "text/event-stream");
    try {
      if (call.getResponseCode() >= 400) {
        throw refusal(call, "GET " + path);
      }
      return call.getInputStream();
    } catch (IOException e) {
      throw unreachable("GET " + path, e);
    }
  }

  /** Our JSON, indented for people. */
  String pretty(Object value) {
    try {
      return json.writerWithDefaultPrettyPrinter().writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new MusterException(ErrorCode.INTERNAL, "encoding the answer", e);
    }
  }

  private byte[] post(String path, Object value, String key) {
    HttpURLConnection call = connection("POST", path);
    call.setRequestProperty("Content-Type", "application/json");
    call.setRequestProperty("Idempotency-Key", key);
    send(call, path, target -> target.write(json.writeValueAsBytes(value)));
    return answer(call, "POST " + path);
  }

  private HttpURLConnection connection(String method, String path) {
    try {
      URI target = URI.create(base + "/api/v1" + path);
      HttpURLConnection call = trust.connectionTo(target);
      call.setRequestMethod(method);
      call.setInstanceFollowRedirects(false);
      call.setConnectTimeout((int) CONNECT_WITHIN.toMillis());
      call.setReadTimeout((int) ANSWER_WITHIN.toMillis());
      call.setRequestProperty("Authorization", "Bearer " + token);
      return call;
    } catch (IOException e) {
      throw unreachable(method + " " + path, e);
    }
  }

  private void send(HttpURLConnection call, String path, Body body) {
    call.setDoOutput(true);
    try (OutputStream target = call.getOutputStream()) {
      body.writeTo(target);
    } catch (IOException e) {
      throw earlyRefusalOr(call, path, e);
    }
  }

  // A coordinator that refuses in the middle of a body has said why before it hung up.
  private RuntimeException earlyRefusalOr(HttpURLConnection call, String path, IOException cause) {
    try {
      if (call.getResponseCode() >= 400) {
        return refusal(call, "POST " + path);
      }
    } catch (IOException e) {
      cause.addSuppressed(e);
    }
    return unreachable("POST " + path, cause);
  }

  private byte[] answer(HttpURLConnection call, String what) {
    try {
      if (call.getResponseCode() >= 300) {
        throw refusal(call, what);
      }
      try (InputStream body = call.getInputStream()) {
        return body.readAllBytes();
      }
    } catch (IOException e) {
      throw unreachable(what, e);
    }
  }

  private MusterException refusal(HttpURLConnection call, String what) throws IOException {
    byte[] body;
    try (InputStream errors = call.getErrorStream()) {
      body = errors == null ? new byte[0] : errors.readAllBytes();
    }
    try {
      JsonNode problem = json.readTree(body);
      return new MusterException(
          ErrorCode.valueOf(problem.path("code").asText()), problem.path("detail").asText());
    } catch (JsonProcessingException | IllegalArgumentException e) {
      String text = new String(body, StandardCharsets.UTF_8);
      return new MusterException(
          ErrorCode.INCOMPATIBLE_VERSION,
          "%s at %s: status %d that is not one of ours (%s); is that a Muster coordinator of this version?"
              .formatted(what, base, call.getResponseCode(), Text.shortened(text, 200)),
          e);
    }
  }

  private <T> T decode(byte[] answer, Class<T> type) {
    try {
      return json.readValue(answer, type);
    } catch (IOException e) {
      throw new MusterException(
          ErrorCode.INCOMPATIBLE_VERSION,
          "the answer of %s cannot be read; is it a Muster coordinator of this version?"
              .formatted(base),
          e);
    }
  }

  private MusterException unreachable(String what, IOException cause) {
    return new MusterException(
        ErrorCode.COORDINATOR_UNREACHABLE,
        "%s: no coordinator answers at %s (%s); look with 'muster coordinator status'"
            .formatted(what, base, cause.getMessage()),
        cause);
  }

  /**
   * A piece of a log.
   *
   * @param offset where the data begins: later than asked for when bytes were lost before it
   */
  record LogPiece(long offset, byte[] data, boolean isComplete) {}
}
