package org.muster.coordinator.http;

import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.muster.coordinator.core.view.ImageView;
import org.muster.coordinator.flow.Images;
import org.muster.error.ErrorCode;
import org.muster.error.MusterException;
import org.muster.protocol.ClusterName;
import org.muster.protocol.ModuleName;

/** One image, for tests of how it is told over HTTP. */
final class FakeImages implements Images {
  private static final ImageView IMAGE =
      new ImageView(
          "lab",
          Instant.parse("2026-03-01T12:00:00Z"),
          "1",
          List.of(
              new ImageView.BakedModule(
                  new ModuleName("spark"),
                  "4.1.0",
                  "a1b2",
                  new TreeMap<>(Map.of("spark", "c3d4")))),
          new TreeMap<>(Map.of("SPARK_VERSION", "4.1.0")),
          12_345);

  @Override
  public Future<List<ImageView>> all() {
    return Future.succeededFuture(List.of(IMAGE));
  }

  @Override
  public Future<ImageView> freeze(String image, ClusterName cluster) {
    return image.equals(IMAGE.name())
        ? Future.failedFuture(
            new MusterException(ErrorCode.CONFLICT, "there is an image '%s'".formatted(image)))
        : Future.succeededFuture(IMAGE);
  }

  @Override
  public Future<Void> remove(String image) {
    return image.equals(IMAGE.name())
        ? Future.succeededFuture()
        : Future.failedFuture(
            new MusterException(ErrorCode.NOT_FOUND, "there is no image '%s'".formatted(image)));
  }
}
