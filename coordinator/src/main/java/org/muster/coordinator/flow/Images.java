package org.muster.coordinator.flow;

import io.vertx.core.Future;
import java.util.List;
import org.muster.coordinator.core.view.ImageView;
import org.muster.protocol.ClusterName;

/** What nodes can boot from, as the API asks for it. Thread-safe. */
public interface Images {

  /** Of all providers, by name. */
  Future<List<ImageView>> all();

  /**
   * Makes an image of the one node of a stopped cluster, which is good for nothing else then; fails
   * with CONFLICT for any other cluster, and where there is such an image.
   */
  Future<ImageView> freeze(String image, ClusterName cluster);

  /** Fails with NOT_FOUND when no provider has it, and with CONFLICT while nodes boot from it. */
  Future<Void> remove(String image);
}
