package org.muster.coordinator.core.plan;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.muster.protocol.Phase;
import org.muster.protocol.Role;

/**
 * The chain of steps that a deployment cannot be faster than, by what they took before. Pure.
 *
 * @param links from the first to the last; steps that took no time are left out
 * @param unmeasured steps of the plan of which nothing is known; they count as if they took no time
 */
public record CriticalPath(List<Link> links, List<StepTemplate> unmeasured) {

  /** A step of the chain, and what it took. */
  public record Link(StepTemplate step, Duration took) {}

  public CriticalPath {
    links = List.copyOf(links);
    unmeasured = List.copyOf(unmeasured);
  }

  /**
   * @param there the roles that have nodes
   * @param measured what a step took, on the node where it took longest
   */
  public static CriticalPath of(
      Plan plan, Set<Role> there, Function<StepTemplate, Optional<Duration>> measured) {
    return new Search(plan, there, measured).path();
  }

  public Duration total() {
    return links.stream().map(Link::took).reduce(Duration.ZERO, Duration::plus);
  }

  /** Visits each step after all that it waits for. */
  private static final class Search {
    private static final int NONE = -1;

    private final Plan plan;
    private final Set<Role> there;
    private final Function<StepTemplate, Optional<Duration>> measured;
    private final Duration[] ends;
    private final int[] before;
    private final List<StepTemplate> unmeasured = new ArrayList<>();
    private final Map<Role, Integer> lastInit = new EnumMap<>(Role.class);

    Search(Plan plan, Set<Role> there, Function<StepTemplate, Optional<Duration>> measured) {
      this.plan = requireNonNull(plan, "plan is null");
      this.there = Set.copyOf(there);
      this.measured = requireNonNull(measured, "measured is null");
      this.ends = new Duration[plan.templates().size()];
      this.before = new int[ends.length];
      for (StepTemplate step : plan.templates()) {
        if (!there.contains(step.role())) {
          ends[step.id()] = Duration.ZERO;
          before[step.id()] = NONE;
        }
      }
    }

    CriticalPath path() {
      plan.templates().forEach(step -> visit(step.id()));
      List<Integer> all = plan.templates().stream().map(StepTemplate::id).toList();
      return new CriticalPath(chain(latest(all)), unmeasured);
    }

    private void visit(int id) {
      if (ends[id] != null) {
        return;
      }
      StepTemplate step = plan.template(id);
      List<Integer> waitsFor = new ArrayList<>(step.local());
      waitsFor.addAll(step.gates());
      waitsFor.forEach(this::visit);
      if (step.phase() == Phase.INIT) {
        // Installations of a node run one after the other, without an edge between them.
        Optional.ofNullable(lastInit.put(step.role(), id)).ifPresent(waitsFor::add);
      }
      if (measured.apply(step).isEmpty()) {
        unmeasured.add(step);
      }
      before[id] = latest(waitsFor);
      Duration start = before[id] == NONE ? Duration.ZERO : ends[before[id]];
      ends[id] = start.plus(took(step));
    }

    private int latest(List<Integer> ids) {
      return ids.stream().max(Comparator.comparing(id -> ends[id])).orElse(NONE);
    }

    private List<Link> chain(int last) {
      List<Link> links = new ArrayList<>();
      for (int id = last; id != NONE; id = before[id]) {
        StepTemplate step = plan.template(id);
        if (!took(step).isZero()) {
          links.add(new Link(step, took(step)));
        }
      }
      Collections.reverse(links);
      return links;
    }

    private Duration took(StepTemplate step) {
      return there.contains(step.role())
          ? measured.apply(step).orElse(Duration.ZERO)
          : Duration.ZERO;
    }
  }
}
