package org.muster.coordinator.artifact;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import org.muster.protocol.Codec;
import org.muster.protocol.Sha256;

/** What specs were resolved to before, so that it needs no network a second time. */
final class Resolutions {
  /** Counted up when the same spec is to give another tree than it did. */
  private static final int LAYOUT = 1;

  private final JsonMapper json = Codec.configured(JsonMapper.builder()).build();
  private final Store store;

  private record Question(int layout, ArtifactSpec spec, String witness) {}

  private record Answer(Sha256 tree, long bytes, String source) {}

  Resolutions(Store store) {
    this.store = store;
  }

  /** What the spec means now; the same key always means the same tree. */
  Optional<Sha256> key(ArtifactSpec spec) {
    try {
      return spec.maven().isFixed()
          ? witness(spec).map(witness -> key(new Question(LAYOUT, spec, witness)))
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty(); // the source itself says it better
    }
  }

  /** The answer that was remembered, when the store still has all of it. */
  Optional<ResolvedArtifact> recall(Sha256 key, String name) {
    try {
      Answer answer = json.readValue(Files.readAllBytes(file(key)), Answer.class);
      return store.use(answer.tree())
          ? Optional.of(new ResolvedArtifact(name, answer.tree(), answer.bytes(), answer.source()))
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty(); // not there, or not readable: resolved again, it is replaced
    }
  }

  void remember(Sha256 key, ResolvedArtifact artifact) {
    StoreFailure.guard(
        store.root(),
        () -> {
          Answer answer = new Answer(artifact.tree(), artifact.bytes(), artifact.source());
          DurableFiles.replace(file(key), json.writeValueAsBytes(answer), store.scratchFolder());
          return key;
        });
  }

  private Sha256 key(Question question) {
    return Sha256.of(StoreFailure.guard(store.root(), () -> json.writeValueAsBytes(question)));
  }

  private Path file(Sha256 key) {
    return store.resolvedFolder().resolve(key.hex() + ".json");
  }

  /** What tells that a local file was not changed; a folder may change without a trace. */
  private static Optional<String> witness(ArtifactSpec spec) throws IOException {
    if (spec.path().isEmpty()) {
      return Optional.of("");
    }
    Path path = Path.of(spec.path());
    if (!Files.isRegularFile(path)) {
      return Optional.empty();
    }
    BasicFileAttributes now = Files.readAttributes(path, BasicFileAttributes.class);
    return Optional.of(now.size() + " " + now.lastModifiedTime() + " " + now.fileKey());
  }
}
