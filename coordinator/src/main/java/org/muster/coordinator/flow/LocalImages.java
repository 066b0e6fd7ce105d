package org.muster.coordinator.flow;

import static java.util.Objects.requireNonNull;

import io.vertx.core.Future;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import org.muster.coordinator.core.module.PlannedModule;
import org.muster.coordinator.core.state.ClusterLife;
import org.muster.coordinator.core.state.ClusterState;
import org.muster.coordinator.core.state.DeploymentState;
import org.muster.coordinator.core.state.NodeState;
import org.muster.coordinator.core.view.ImageView;
import org.muster.coordinator.provider.Provider;
import org.muster.error.ErrorCode;
import org.muster.error.MusterException;
import org.muster.protocol.ClusterName;

/** The images of the providers of this process. Thread-safe. */
public final class LocalImages implements Images {
  private final ClusterKit kit;
  private final LocalClusters clusters;

  LocalImages(ClusterKit kit, LocalClusters clusters) {
    this.kit = requireNonNull(kit, "kit is null");
    this.clusters = requireNonNull(clusters, "clusters is null");
  }

  @Override
  public Future<List<ImageView>> all() {
    return LocalClusters.home(kit.parts().providerCalls().run(this::every));
  }

  private List<ImageView> every() {
    List<ImageView> all = new ArrayList<>();
    kit.parts().providers().values().forEach(provider -> all.addAll(provider.images()));
    all.sort(Comparator.comparing(ImageView::name));
    return all;
  }

  @Override
  public Future<ImageView> freeze(String image, ClusterName cluster) {
    Instant now = kit.owner().scheduler().clock().instant();
    return LocalClusters.home(
        clusters
            .look(cluster, service -> state -> order(state, image, now))
            .compose(order -> kit.parts().providerCalls().run(() -> freeze(cluster, order))));
  }

  private ImageView freeze(ClusterName cluster, Order order) {
    Provider provider = kit.parts().providers().get(order.provider());
    return provider.freeze(cluster, order.incarnation(), order.instance(), order.image());
  }

  private record Order(String provider, long incarnation, String instance, ImageView image) {}

  private Order order(ClusterState state, String name, Instant now) {
    List<NodeState> nodes = List.copyOf(state.nodes());
    if (state.life() != ClusterLife.STOPPED || nodes.size() != 1) {
      throw new MusterException(
          ErrorCode.CONFLICT,
          "an image is made of a stopped cluster with one node; cluster '%s' has %d, and is %s"
              .formatted(state.name(), nodes.size(), state.life().name().toLowerCase(Locale.ROOT)));
    }
    DeploymentState deployment =
        state.deployments().stream()
            .reduce((earlier, later) -> later)
            .orElseThrow(
                () -> new MusterException(ErrorCode.CONFLICT, "nothing was deployed on the node"));
    return new Order(
        state.spec().provider().kind(),
        state.incarnation(),
        nodes.get(0).instance(),
        new ImageView(
            name,
            now,
            kit.parts().version(),
            deployment.start().blueprint().modules().stream()
                .map(module -> baked(deployment, module))
                .toList(),
            deployment.start().blueprint().variables(),
            0));
  }

  private static ImageView.BakedModule baked(DeploymentState deployment, PlannedModule module) {
    return new ImageView.BakedModule(
        module.name(),
        module.version(),
        module.markerSeed(),
        new TreeMap<>(deployment.artifactsOf(module.name())));
  }

  @Override
  public Future<Void> remove(String image) {
    return LocalClusters.home(
        kit.parts()
            .providerCalls()
            .run(
                () -> {
                  holder(image).removeImage(image);
                  return null;
                }));
  }

  private Provider holder(String image) {
    return kit.parts().providers().values().stream()
        .filter(each -> each.images().stream().anyMatch(it -> it.name().equals(image)))
        .findFirst()
        .orElseThrow(
            () ->
                new MusterException(
                    ErrorCode.NOT_FOUND,
                    "there is no image '%s'; see 'muster image list'".formatted(image)));
  }
}
