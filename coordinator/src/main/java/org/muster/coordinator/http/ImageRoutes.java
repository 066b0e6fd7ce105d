package org.muster.coordinator.http;

import static java.util.Objects.requireNonNull;

import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.muster.coordinator.core.view.ImageView;
import org.muster.coordinator.flow.Images;
import org.muster.error.ErrorCode;
import org.muster.error.MusterException;
import org.muster.protocol.ClusterName;

/** Images: list, make, remove. */
final class ImageRoutes implements Routes {
  private final Images images;
  private final Json json;

  ImageRoutes(Images images, Json json) {
    this.images = requireNonNull(images, "images is null");
    this.json = requireNonNull(json, "json is null");
  }

  @Override
  public List<Endpoint> endpoints() {
    String all = API + "/images";
    return List.of(
        Endpoint.get(all, answer(200, context -> images.all())),
        Endpoint.get(all + "/{image}", answer(200, this::one)),
        Endpoint.post(all, answer(201, this::freeze)),
        Endpoint.delete(all + "/{image}", answer(200, this::remove)));
  }

  private Future<?> one(RoutingContext context) {
    String name = name(context);
    return images
        .all()
        .map(
            all ->
                all.stream()
                    .filter(image -> image.name().equals(name))
                    .findFirst()
                    .orElseThrow(
                        () ->
                            new MusterException(
                                ErrorCode.NOT_FOUND,
                                "there is no image '%s'; see 'muster image list'"
                                    .formatted(name))));
  }

  private static String name(RoutingContext context) {
    return Parameters.parsed(context.pathParam("image"), ImageView::requireName);
  }

  private Future<?> freeze(RoutingContext context) {
    Wanted wanted = json.body(context, Wanted.class);
    if (wanted.name() == null || wanted.cluster() == null) {
      throw Refusal.badRequest("name and cluster are needed: the image, and what it is made of");
    }
    return images.freeze(
        Parameters.parsed(wanted.name(), ImageView::requireName), wanted.cluster());
  }

  private Future<?> remove(RoutingContext context) {
    String name = name(context);
    return images.remove(name).map(done -> Map.of("image", name));
  }

  private JsonAnswer answer(int status, Function<RoutingContext, Future<?>> answer) {
    return new JsonAnswer(json, status, answer);
  }

  /** An image that is to be made of the node of a stopped cluster. */
  record Wanted(String name, ClusterName cluster) {}
}
