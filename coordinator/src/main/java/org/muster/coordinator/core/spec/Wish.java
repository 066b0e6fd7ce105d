package org.muster.coordinator.core.spec;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.muster.coordinator.core.plan.Blueprint;

/**
 * A request that was found to be possible.
 *
 * @param notes what the user should know about it; not mistakes
 */
public record Wish(ClusterSpec spec, Blueprint blueprint, List<String> notes) {
  public Wish {
    requireNonNull(spec, "spec is null");
    requireNonNull(blueprint, "blueprint is null");
    notes = List.copyOf(notes);
  }
}
