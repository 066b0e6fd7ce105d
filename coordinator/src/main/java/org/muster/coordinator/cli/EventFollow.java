package org.muster.coordinator.cli;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import org.muster.coordinator.core.view.EventView;
import org.muster.error.ErrorCode;
import org.muster.error.MusterException;
import org.muster.protocol.Codec;

/** Prints events as they happen, over lost connections and coordinators that come back. */
final class EventFollow {
  private static final String DATA = "data: ";
  private static final String LAST = "cluster-destroyed";
  private static final Duration BEFORE_AGAIN = Duration.ofMillis(500);
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss.SSS").withZone(ZoneId.systemDefault());

  private final Session session;
  private final String cluster;
  private final JsonMapper json = Codec.configured(JsonMapper.builder()).build();
  private ApiClient api;
  private long last;
  private boolean isOver;

  EventFollow(Session session, ApiClient api, String cluster) {
    this.session = requireNonNull(session, "session is null");
    this.api = requireNonNull(api, "api is null");
    this.cluster = requireNonNull(cluster, "cluster is null");
  }

  /** Ends with the cluster. */
  void from(long after) {
    last = after;
    while (!isOver) {
      try (InputStream stream = api.eventStream(cluster, last);
          BufferedReader lines =
              new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
        read(lines);
      } catch (IOException e) {
        again();
      } catch (MusterException e) {
        if (e.code() != ErrorCode.COORDINATOR_UNREACHABLE) {
          throw e;
        }
        again();
      }
    }
  }

  static String line(EventView event) {
    return "%5d  %s  %-24s %s"
        .formatted(
            event.seq(),
            TIME.format(event.at()),
            event.type(),
            Text.plain(Text.orEmpty(event.text())))
        .stripTrailing();
  }

  private void read(BufferedReader lines) throws IOException {
    for (String line = lines.readLine(); line != null && !isOver; line = lines.readLine()) {
      if (line.startsWith(DATA)) {
        take(json.readValue(line.substring(DATA.length()), EventView.class));
      }
    }
    if (!isOver) {
      session.surroundings().pause().of(BEFORE_AGAIN); // the coordinator ended the stream
    }
  }

  private void take(EventView event) throws IOException {
    if (event.seq() <= last) {
      return; // a hint to look at something else
    }
    last = event.seq();
    session.screen().line(session.isJson() ? json.writeValueAsString(event) : line(event));
    isOver = event.type().equals(LAST);
  }

  private void again() {
    session.surroundings().pause().of(BEFORE_AGAIN);
    api = session.apiAgain();
  }
}
