package org.muster.coordinator.core.view;

import java.util.List;
import org.muster.coordinator.core.plan.CriticalPath;
import org.muster.coordinator.core.plan.StepTemplate;
import org.muster.protocol.ModuleName;
import org.muster.protocol.Phase;
import org.muster.protocol.Role;

/**
 * What a deployment cannot be faster than, by what its steps took when they last ran here.
 *
 * @param unmeasured module and phase of what never succeeded here; it counts as nothing
 */
public record CriticalPathView(long millis, List<Link> links, List<String> unmeasured) {

  /** One step of the chain. */
  public record Link(ModuleName module, Phase phase, Role role, long millis) {}

  public static CriticalPathView of(CriticalPath path) {
    return new CriticalPathView(
        path.total().toMillis(),
        path.links().stream().map(CriticalPathView::link).toList(),
        path.unmeasured().stream().map(CriticalPathView::name).distinct().toList());
  }

  private static Link link(CriticalPath.Link link) {
    StepTemplate step = link.step();
    return new Link(step.module(), step.phase(), step.role(), link.took().toMillis());
  }

  private static String name(StepTemplate step) {
    return step.module() + " " + step.phase();
  }
}
