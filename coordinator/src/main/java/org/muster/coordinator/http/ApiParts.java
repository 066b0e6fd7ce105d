package org.muster.coordinator.http;

import static java.util.Objects.requireNonNull;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import org.muster.coordinator.flow.Clusters;
import org.muster.time.Scheduler;

/**
 * What the API stands on.
 *
 * @param shutdown called once the answer to a shutdown request is on its way; must not block
 */
public record ApiParts(
    Clusters clusters,
    TreeUploads uploads,
    ModuleCatalogue catalogue,
    PrometheusMeterRegistry metrics,
    Scheduler scheduler,
    Runnable shutdown) {
  public ApiParts {
    requireNonNull(clusters, "clusters is null");
    requireNonNull(uploads, "uploads is null");
    requireNonNull(catalogue, "catalogue is null");
    requireNonNull(metrics, "metrics is null");
    requireNonNull(scheduler, "scheduler is null");
    requireNonNull(shutdown, "shutdown is null");
  }
}
