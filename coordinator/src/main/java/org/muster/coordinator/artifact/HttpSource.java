package org.muster.coordinator.artifact;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.muster.error.ErrorCode;
import org.muster.error.MusterException;
import org.muster.protocol.Sha256;
import org.muster.protocol.Tree;

/** Mirrors of one file on the network; nothing is believed without its checksum. */
final class HttpSource implements ArtifactSource {
  private final TreeBuilder trees;
  private final Store store;
  private final HttpSettings settings;
  // Two artifacts may be of the same file; a file is fetched by one at a time.
  private final Map<String, ReentrantLock> fetching = new ConcurrentHashMap<>();

  HttpSource(TreeBuilder trees, Store store, HttpSettings settings) {
    this.trees = trees;
    this.store = store;
    this.settings = settings;
  }

  @Override
  public boolean isNamedBy(ArtifactSpec spec) {
    return !spec.urls().isEmpty();
  }

  @Override
  public Fetched fetch(ArtifactSpec spec, Progress progress) throws SourceUnavailable {
    List<URI> mirrors = checked(spec);
    HttpClient client =
        HttpClient.newBuilder()
            .connectTimeout(settings.connect())
            .followRedirects(HttpClient.Redirect.NORMAL)
            .build();
    List<String> failures = new ArrayList<>();
    List<String> corrupt = new ArrayList<>();
    for (URI mirror : mirrors) {
      try {
        return fetch(client, mirror, spec, progress);
      } catch (SourceUnavailable e) {
        failures.add(e.getMessage());
      } catch (MusterException e) {
        if (e.code() != ErrorCode.ARTIFACT_CORRUPT || spec.urls().size() == 1) {
          throw e;
        }
        corrupt.add(e.getMessage());
      }
    }
    if (!corrupt.isEmpty()) {
      throw new MusterException(ErrorCode.ARTIFACT_CORRUPT, String.join("\n", corrupt));
    }
    throw new SourceUnavailable(String.join("; ", failures));
  }

  private Fetched fetch(HttpClient client, URI mirror, ArtifactSpec spec, Progress progress)
      throws SourceUnavailable {
    String key = Sha256.of((mirror + " " + spec.checksum()).getBytes(StandardCharsets.UTF_8)).hex();
    ReentrantLock lock = fetching.computeIfAbsent(key, unused -> new ReentrantLock());
    lock.lock();
    try {
      Path file = store.downloadsFolder().resolve(key + ".part");
      download(client, mirror, file, spec, progress);
      progress.report(spec.name(), "unpacking " + nameOf(mirror), 0, 0);
      Tree tree =
          spec.unpack()
              ? trees.ofArchive(spec.subject() + " from " + display(mirror), file, spec.strip())
              : trees.ofFile(spec.subject(), file, nameOf(mirror));
      StoreFailure.guard(store.root(), () -> Files.deleteIfExists(file));
      return new Fetched(tree, display(mirror));
    } finally {
      lock.unlock();
    }
  }

  /** Leaves a file with the right checksum behind. */
  private void download(
      HttpClient client, URI mirror, Path file, ArtifactSpec spec, Progress progress)
      throws SourceUnavailable {
    boolean started = Files.exists(file);
    if (started && spec.checksum().matches(seen(file, spec))) {
      return; // it was whole already when the last attempt ended
    }
    String text = "downloading " + display(mirror);
    Progress steps = progress.inSteps();
    Download.Watcher watcher = (done, total) -> steps.report(spec.name(), text, done, total);
    Download download = new Download(client, settings, mirror, file, watcher);
    download.run();
    Checksum seen = seen(file, spec);
    if (started && !spec.checksum().matches(seen)) {
      // What an earlier attempt left may have been of another file.
      StoreFailure.guard(store.root(), () -> Files.deleteIfExists(file));
      download.run();
      seen = seen(file, spec);
    }
    if (!spec.checksum().matches(seen)) {
      StoreFailure.guard(store.root(), () -> Files.deleteIfExists(file));
      throw new MusterException(
          ErrorCode.ARTIFACT_CORRUPT,
          "%s: %s gave a file with %s, expected %s; it was thrown away: correct the checksum, or"
                  .formatted(spec.subject(), display(mirror), seen, spec.checksum())
              + " use another mirror");
    }
  }

  private Checksum seen(Path file, ArtifactSpec spec) {
    return StoreFailure.guard(store.root(), () -> spec.checksum().of(file));
  }

  private static List<URI> checked(ArtifactSpec spec) {
    if (!spec.checksum().isKnown()) {
      throw new MusterException(
          ErrorCode.INVALID_INPUT,
          "%s: it has a url but no checksum; add the sha256 or sha512 of %s"
              .formatted(spec.subject(), spec.urls().get(0)));
    }
    List<URI> mirrors = new ArrayList<>();
    for (String url : spec.urls()) {
      try {
        URI uri = new URI(url);
        if (uri.getUserInfo() != null) {
          throw new URISyntaxException("https://***@" + uri.getHost(), "it has a password in it");
        }
        if (uri.getHost() == null || !Set.of("http", "https").contains(uri.getScheme())) {
          throw new URISyntaxException(url, "it must start with https:// or http://");
        }
        mirrors.add(uri);
      } catch (URISyntaxException e) {
        throw new MusterException(
            ErrorCode.INVALID_INPUT,
            "%s: '%s' is no URL of a file: %s"
                .formatted(spec.subject(), e.getInput(), e.getReason()),
            e);
      }
    }
    return mirrors;
  }

  /** The URI without what may be a secret. */
  static String display(URI uri) {
    return uri.getScheme() + "://" + uri.getAuthority() + uri.getPath();
  }

  private static String nameOf(URI mirror) {
    String path = mirror.getPath();
    String name = path.substring(path.lastIndexOf('/') + 1);
    return name.isEmpty() ? mirror.getHost() : name;
  }
}
