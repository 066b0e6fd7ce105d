package org.muster.coordinator.core.plan;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.muster.coordinator.core.module.OnUnknown;
import org.muster.coordinator.core.module.PhaseRule;
import org.muster.coordinator.core.module.PlannedModule;
import org.muster.coordinator.core.module.Requirement;
import org.muster.error.ErrorCode;
import org.muster.error.MusterException;
import org.muster.protocol.ModuleName;
import org.muster.protocol.Phase;
import org.muster.protocol.Role;

/**
 * Makes the plan of a blueprint. Pure: the same blueprint always gives the same plan.
 *
 * <p>A point is one (module, phase, role). It waits for
 *
 * <ol>
 *   <li>the phase before it of its own module, on its own node;
 *   <li>the same phase of each module that it requires, on its own node or on all of that module's;
 *   <li>{@code test}: every {@code setup}; {@code run}: every {@code test}; on all nodes;
 *   <li>a module without a manifest: everything before it in the list, on all nodes; {@code rpms}
 *       and {@code extra}: everything else on their own node, since they come last;
 *   <li>{@code join}: the {@code setup} of its module on the new nodes, and {@code test} for every
 *       {@code join};
 *   <li>{@code leave}: only the {@code leave} of the modules that require it, for those go first.
 * </ol>
 *
 * A point without a script is no step: who waits for it, waits for what it would have waited for.
 */
public final class Planner {
  /** The module name under which users' commands run. */
  public static final ModuleName COMMAND = new ModuleName("command");

  private static final List<ModuleName> LAST =
      List.of(new ModuleName("rpms"), new ModuleName("extra"));

  /** Old nodes take the new ones in once those are set up, and before anything is tested. */
  private static final List<Phase> JOINING =
      List.of(Phase.INIT, Phase.SETUP, Phase.JOIN, Phase.TEST, Phase.RUN);

  private final Blueprint blueprint;
  private final List<Phase> order;
  private final Map<Point, Set<Edge>> resolved = new LinkedHashMap<>();
  private final Set<Point> path = new LinkedHashSet<>();

  private Planner(Blueprint blueprint, List<Phase> order) {
    this.blueprint = blueprint;
    this.order = order;
  }

  /**
   * The plan of a blueprint.
   *
   * @throws MusterException INVALID_INPUT when the requirements form a cycle
   */
  public static Plan plan(Blueprint blueprint) {
    return new Planner(blueprint, Phase.DEPLOYMENT).plan();
  }

  /** The plan for new nodes, with the joins of those that are there already. */
  public static Plan join(Blueprint blueprint) {
    return new Planner(blueprint, JOINING).plan();
  }

  /** The plan for letting nodes go. */
  public static Plan leave(Blueprint blueprint) {
    return new Planner(blueprint, List.of(Phase.LEAVE)).plan();
  }

  /** A plan of one step a node: a command that a user typed. */
  public static Plan command(PhaseRule rule) {
    List<StepTemplate> templates = new ArrayList<>();
    for (Role role : Role.values()) {
      templates.add(
          new StepTemplate(templates.size(), COMMAND, Phase.RUN, role, rule, List.of(), List.of()));
    }
    return new Plan(templates);
  }

  /** How a command runs: everywhere, once. */
  public static PhaseRule commandRule(Duration timeout) {
    return new PhaseRule(Phase.RUN, Set.of(Role.values()), timeout, 0, OnUnknown.FAIL);
  }

  private Plan plan() {
    List<Point> points = new ArrayList<>();
    for (Phase phase : order) {
      for (PlannedModule module : blueprint.modules()) {
        for (Role role : Role.values()) {
          Point point = new Point(module.name(), phase, role);
          if (isStep(point)) {
            points.add(point);
          }
        }
      }
    }
    Map<Point, Integer> ids = idsInOrder(points);
    List<StepTemplate> templates = new ArrayList<>();
    ids.forEach((point, id) -> templates.add(template(point, ids)));
    return new Plan(templates);
  }

  /** Numbers the points so that what waits has a higher number than what it waits for. */
  private Map<Point, Integer> idsInOrder(List<Point> points) {
    Map<Point, Integer> ids = new LinkedHashMap<>();
    points.forEach(point -> number(point, ids));
    return ids;
  }

  private void number(Point point, Map<Point, Integer> ids) {
    if (ids.containsKey(point)) {
      return;
    }
    edges(point).forEach(edge -> number(edge.to(), ids));
    ids.put(point, ids.size());
  }

  private StepTemplate template(Point point, Map<Point, Integer> ids) {
    Set<Integer> local = new TreeSet<>();
    Set<Integer> gates = new TreeSet<>();
    for (Edge edge : edges(point)) {
      (edge.isClusterWide() ? gates : local).add(ids.get(edge.to()));
    }
    local.removeAll(gates);
    PhaseRule rule = blueprint.module(point.module()).rule(point.phase()).orElseThrow();
    return new StepTemplate(
        ids.get(point),
        point.module(),
        point.phase(),
        point.role(),
        rule,
        List.copyOf(local),
        List.copyOf(gates));
  }

  /** What the point waits for, in points that are steps. */
  private Set<Edge> edges(Point point) {
    Set<Edge> known = resolved.get(point);
    if (known != null) {
      return known;
    }
    if (!path.add(point)) {
      throw cycle(point);
    }
    Set<Edge> edges = new LinkedHashSet<>();
    for (Edge edge : declared(point)) {
      if (isStep(edge.to())) {
        edges(edge.to()); // walks the whole graph, so that no cycle stays hidden
        edges.add(edge);
      } else {
        edges(edge.to()).forEach(through -> edges.add(through.behind(edge)));
      }
    }
    path.remove(point);
    resolved.put(point, edges);
    return edges;
  }

  private List<Edge> declared(Point point) {
    if (point.phase() == Phase.LEAVE) {
      return dependants(point);
    }
    List<Edge> edges = new ArrayList<>();
    PlannedModule module = blueprint.module(point.module());
    if (point.phase() == Phase.JOIN) {
      addAllRoles(edges, point.module(), Phase.SETUP); // on other nodes, those that are new
    } else if (point.phase() != Phase.INIT) {
      Phase before = Phase.DEPLOYMENT.get(Phase.DEPLOYMENT.indexOf(point.phase()) - 1);
      edges.add(new Edge(new Point(point.module(), before, point.role()), false));
    }
    for (Requirement requirement : module.requires()) {
      if (!isDeployed(requirement.module())) {
        continue;
      }
      if (requirement.isClusterWide()) {
        addAllRoles(edges, requirement.module(), point.phase());
      } else {
        edges.add(new Edge(new Point(requirement.module(), point.phase(), point.role()), false));
      }
    }
    if (point.phase() == Phase.TEST || point.phase() == Phase.RUN) {
      Phase gate = point.phase() == Phase.TEST ? Phase.SETUP : Phase.TEST;
      blueprint.modules().forEach(other -> addAllRoles(edges, other.name(), gate));
    }
    if (point.phase() == Phase.TEST && order.contains(Phase.JOIN)) {
      blueprint.modules().forEach(other -> addAllRoles(edges, other.name(), Phase.JOIN));
    }
    addListOrder(edges, point, module);
    return edges;
  }

  /** Who uses a module lets go of it first. */
  private List<Edge> dependants(Point point) {
    List<Edge> edges = new ArrayList<>();
    for (PlannedModule other : blueprint.modules()) {
      for (Requirement requirement : other.requires()) {
        if (requirement.module().equals(point.module())) {
          if (requirement.isClusterWide()) {
            addAllRoles(edges, other.name(), Phase.LEAVE);
          } else {
            edges.add(new Edge(new Point(other.name(), Phase.LEAVE, point.role()), false));
          }
        }
      }
    }
    return edges;
  }

  private void addListOrder(List<Edge> edges, Point point, PlannedModule module) {
    int rank = LAST.indexOf(module.name());
    for (PlannedModule other : blueprint.modules()) {
      if (other.name().equals(module.name())) {
        if (module.followsAll() && rank < 0) {
          return;
        }
        continue;
      }
      int otherRank = LAST.indexOf(other.name());
      if (rank >= 0 && otherRank < rank) {
        edges.add(new Edge(new Point(other.name(), point.phase(), point.role()), false));
      } else if (rank < 0 && module.followsAll() && otherRank < 0) {
        addAllRoles(edges, other.name(), point.phase());
      }
    }
  }

  private static void addAllRoles(List<Edge> edges, ModuleName module, Phase phase) {
    for (Role role : Role.values()) {
      edges.add(new Edge(new Point(module, phase, role), true));
    }
  }

  private boolean isDeployed(ModuleName name) {
    return blueprint.modules().stream().anyMatch(module -> module.name().equals(name));
  }

  private boolean isStep(Point point) {
    return blueprint.phases().getOrDefault(point.phase(), List.of()).contains(point.module())
        && blueprint
            .module(point.module())
            .rule(point.phase())
            .filter(rule -> rule.roles().contains(point.role()))
            .isPresent();
  }

  private MusterException cycle(Point again) {
    List<String> names = new ArrayList<>();
    boolean isInside = false;
    for (Point point : path) {
      isInside |= point.equals(again);
      if (isInside) {
        names.add(point.module().value());
      }
    }
    names.add(again.module().value());
    return new MusterException(
        ErrorCode.INVALID_INPUT,
        "modules wait for each other in a circle: %s; remove one of these from 'requires'"
            .formatted(String.join(" → ", names)));
  }

  private record Point(ModuleName module, Phase phase, Role role) {}

  private record Edge(Point to, boolean isClusterWide) {
    /** This edge, reached through one that led to a point without a script. */
    Edge behind(Edge first) {
      return new Edge(to, isClusterWide || first.isClusterWide);
    }
  }
}
