package org.muster.coordinator.cli;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.muster.error.ErrorCode;
import org.muster.error.MusterException;

/** One run of one command: its screen, and its coordinator once it needs one. */
final class Session {
  private static final Duration BACK_WITHIN = Duration.ofSeconds(60);
  private static final Duration BETWEEN_TRIES = Duration.ofMillis(500);

  private final Surroundings surroundings;
  private final Screen screen;
  private final Remote remote;
  private final boolean isJson;
  private final boolean isTrial;

  Session(Surroundings surroundings, Screen screen, Remote remote, boolean isJson) {
    this(surroundings, screen, remote, isJson, false);
  }

  private Session(
      Surroundings surroundings, Screen screen, Remote remote, boolean isJson, boolean isTrial) {
    this.surroundings = requireNonNull(surroundings, "surroundings is null");
    this.screen = requireNonNull(screen, "screen is null");
    this.remote = requireNonNull(remote, "remote is null");
    this.isJson = isJson;
    this.isTrial = isTrial;
  }

  /** The same for work that ends with this command, so that nobody is told how to come back. */
  Session forTrial() {
    return new Session(surroundings, screen, remote, isJson, true);
  }

  /**
   * A coordinator elsewhere.
   *
   * @param url as the user wrote it; empty for the local coordinator
   */
  record Remote(String url, Trust trust) {
    Remote {
      requireNonNull(url, "url is null");
      requireNonNull(trust, "trust is null");
    }
  }

  Surroundings surroundings() {
    return surroundings;
  }

  Screen screen() {
    return screen;
  }

  boolean isJson() {
    return isJson;
  }

  /** Whether the user named a coordinator, so that none is started here. */
  boolean isRemote() {
    return !remote.url().isEmpty();
  }

  /** Whether the coordinator that the user named is on another machine. */
  boolean isElsewhere() {
    return isRemote() && !isLoopback(api().base().getHost());
  }

  /** Whether this address leads nowhere but to the machine where it is used. */
  static boolean isLoopback(String host) {
    return host != null
        && (host.startsWith("127.") || host.equals("localhost") || host.equals("[::1]"));
  }

  /** Whether there is a coordinator to ask, or one that has only to be started again. */
  boolean hasCoordinator() {
    return isRemote() || local().hasServed();
  }

  /** The coordinator; a local one that served before is started again when its process is gone. */
  ApiClient api() {
    if (!hasCoordinator()) {
      throw new MusterException(
          ErrorCode.NOT_FOUND, "there are no clusters yet; begin with 'muster launch demo'");
    }
    return apiStartedIfNeeded();
  }

  /** The coordinator; a local one is started when there is none. */
  ApiClient apiStartedIfNeeded() {
    if (isRemote()) {
      return new ApiClient(
          namedUrl(), Tokens.of(surroundings), remote.trust(), surroundings.random());
    }
    LocalCoordinator local = local();
    if (local.running().isEmpty()) {
      screen.note("Starting the coordinator …");
    }
    LocalCoordinator.Running running = local.ensure();
    if (!running.version().equals(local.ownVersion())) {
      throw new MusterException(
          ErrorCode.INCOMPATIBLE_VERSION,
          ("the coordinator that runs is build %s, this is build %s; type 'muster coordinator stop'"
                  + " (clusters go on), then run the command again")
              .formatted(running.version(), local.ownVersion()));
    }
    return new ApiClient(
        running.url(), Tokens.ofHome(surroundings.home()), running.trust(), surroundings.random());
  }

  /** After a coordinator went away in the middle: the same or its successor, once it is there. */
  ApiClient apiAgain() {
    if (!isRemote()) {
      return api();
    }
    Instant deadline = surroundings.clock().instant().plus(BACK_WITHIN);
    ApiClient api = apiStartedIfNeeded();
    while (true) {
      try {
        api.getBytes("/version");
        return api;
      } catch (MusterException e) {
        if (surroundings.clock().instant().isAfter(deadline)) {
          throw e;
        }
        surroundings.pause().of(BETWEEN_TRIES);
      }
    }
  }

  /** What Ctrl-C says while this cluster is watched. */
  Interruption interruption(String cluster) {
    return isTrial ? Interruption.silent() : new Interruption(screen, cluster);
  }

  /** What the API said, as it is. */
  void printJson(byte[] json) {
    screen.write(new String(json, StandardCharsets.UTF_8) + "\n");
  }

  LocalCoordinator local() {
    return new LocalCoordinator(surroundings);
  }

  private URI namedUrl() {
    String named = remote.url();
    try {
      URI url = URI.create(named.endsWith("/") ? named.substring(0, named.length() - 1) : named);
      if (url.getHost() != null && String.valueOf(url.getScheme()).matches("https?")) {
        return url;
      }
    } catch (IllegalArgumentException e) {
      // Said below, as for any other text that is no address.
    }
    throw new MusterException(
        ErrorCode.INVALID_INPUT,
        "the coordinator is '%s' but must be a URL such as http://127.0.0.1:7070".formatted(named));
  }
}
