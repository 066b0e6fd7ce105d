package org.muster.coordinator.http;

import static java.util.Objects.requireNonNull;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Future;
import java.util.function.Supplier;
import org.muster.coordinator.core.view.StorageView;
import org.muster.coordinator.flow.Clusters;
import org.muster.coordinator.flow.Images;
import org.muster.time.Scheduler;

/**
 * What the API stands on.
 *
 * @param storage measures what is kept
 * @param shutdown called once the answer to a shutdown request is on its way; must not block
 */
public record ApiParts(
    Clusters clusters,
    Images images,
    TreeUploads uploads,
    ModuleCatalogue catalogue,
    PrometheusMeterRegistry metrics,
    Scheduler scheduler,
    Supplier<Future<StorageView>> storage,
    Runnable shutdown) {
  public ApiParts {
    requireNonNull(clusters, "clusters is null");
    requireNonNull(images, "images is null");
    requireNonNull(uploads, "uploads is null");
    requireNonNull(catalogue, "catalogue is null");
    requireNonNull(metrics, "metrics is null");
    requireNonNull(scheduler, "scheduler is null");
    requireNonNull(storage, "storage is null");
    requireNonNull(shutdown, "shutdown is null");
  }
}
