package org.muster.coordinator.http;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.muster.coordinator.core.spec.CommandRequest;
import org.muster.coordinator.core.spec.DeployRequest;
import org.muster.coordinator.core.spec.LaunchRequest;
import org.muster.coordinator.core.spec.ScaleRequest;
import org.muster.coordinator.core.view.ClusterSummary;
import org.muster.coordinator.core.view.ClusterView;
import org.muster.coordinator.core.view.DeploymentView;
import org.muster.coordinator.core.view.EntranceView;
import org.muster.coordinator.core.view.EventView;
import org.muster.coordinator.core.view.PlanView;
import org.muster.coordinator.flow.Clusters;
import org.muster.error.ErrorCode;
import org.muster.error.MusterException;
import org.muster.protocol.ClusterName;
import org.muster.protocol.DeploymentId;
import org.muster.protocol.NodeId;
import org.muster.protocol.StepKey;

/**
 * Clusters in memory: a launch makes one out of a prepared view, requests are remembered, events
 * are numbered and followed. Thread-safe, for a test and a server share it.
 */
public final class FakeClusters implements Clusters {
  private final Map<ClusterName, ClusterView> views = new LinkedHashMap<>();
  private final Map<String, DeploymentView> deployments = new LinkedHashMap<>();
  private final Map<ClusterName, List<EventView>> events = new HashMap<>();
  private final Map<ClusterName, List<Consumer<EventView>>> listeners = new HashMap<>();
  private final Map<StepKey, byte[]> logs = new HashMap<>();
  private final Map<String, DeploymentId> byKey = new HashMap<>();
  private final List<Object> requests = new ArrayList<>();
  private ClusterView prepared;
  private DeploymentView preparedCommand;
  private PlanView plan;
  private RuntimeException failure;
  private int pages;

  /** What the next launch makes. */
  public synchronized void willLaunch(ClusterView view) {
    prepared = view;
  }

  /** What the next command comes to. */
  public synchronized void willRun(DeploymentView command) {
    preparedCommand = command;
  }

  public synchronized void willPlan(PlanView view) {
    plan = view;
  }

  /** From now on everything fails like that; null for an end of it. */
  public synchronized void failWith(RuntimeException exception) {
    failure = exception;
  }

  public synchronized void put(ClusterView view) {
    views.put(view.name(), view);
    if (view.deployment() != null) {
      deployments.put(view.name() + "/" + view.deployment().id(), view.deployment());
    }
  }

  public synchronized void remove(ClusterName cluster) {
    views.remove(cluster);
  }

  public synchronized void log(StepKey step, String text) {
    logs.put(step, text.getBytes(StandardCharsets.UTF_8));
  }

  /** Appends an event and tells everybody who follows. */
  public void publish(ClusterName cluster, String type, String text) {
    List<Consumer<EventView>> told;
    EventView event;
    synchronized (this) {
      List<EventView> journal = events.computeIfAbsent(cluster, name -> new ArrayList<>());
      event = event(journal.size() + 1, type, text);
      journal.add(event);
      told = List.copyOf(listeners.getOrDefault(cluster, List.of()));
    }
    told.forEach(listener -> listener.accept(event));
  }

  /** Tells everybody who follows to look again. */
  public void hint(ClusterName cluster) {
    List<Consumer<EventView>> told;
    synchronized (this) {
      told = List.copyOf(listeners.getOrDefault(cluster, List.of()));
    }
    told.forEach(listener -> listener.accept(event(0, "changed", "")));
  }

  public synchronized int followers(ClusterName cluster) {
    return listeners.getOrDefault(cluster, List.of()).size();
  }

  /** How often somebody read a page of a journal. */
  public synchronized int pages() {
    return pages;
  }

  /** All that was asked for, in order: requests, or words for what has none. */
  public synchronized List<Object> requests() {
    return List.copyOf(requests);
  }

  @Override
  public synchronized Future<String> joinData(ClusterName cluster) {
    return answer(() -> "{\"cluster\": \"%s\", \"token\": \"c2VjcmV0\"}".formatted(cluster));
  }

  @Override
  public synchronized Future<EntranceView> entrance(ClusterName cluster, NodeId node) {
    return answer(
        () -> {
          find(cluster);
          return new EntranceView(EntranceView.Kind.INSTANCE, "eu-central-1", "i-" + node);
        });
  }

  @Override
  public synchronized Future<List<ClusterSummary>> list() {
    return answer(() -> views.values().stream().map(FakeClusters::summary).toList());
  }

  @Override
  public synchronized Future<ClusterView> view(ClusterName cluster, boolean withSteps) {
    return answer(() -> find(cluster));
  }

  @Override
  public synchronized Future<DeploymentView> deployment(
      ClusterName cluster, DeploymentId deployment) {
    return answer(
        () -> {
          DeploymentView found = deployments.get(cluster + "/" + deployment);
          if (found == null) {
            throw new MusterException(
                ErrorCode.NOT_FOUND,
                "cluster %s has no deployment %s".formatted(cluster, deployment));
          }
          return found;
        });
  }

  @Override
  public synchronized Future<List<DeploymentView>> deployments(ClusterName cluster) {
    return answer(() -> List.copyOf(deployments.values()));
  }

  @Override
  public synchronized Future<PlanView> plan(LaunchRequest request) {
    return asked(request, () -> plan);
  }

  @Override
  public synchronized Future<DeploymentId> launch(LaunchRequest request, String idempotencyKey) {
    return once(
        idempotencyKey,
        request,
        () -> {
          put(prepared);
          return prepared.deployment().id();
        });
  }

  @Override
  public synchronized Future<DeploymentId> deploy(
      ClusterName cluster, DeployRequest request, String idempotencyKey) {
    return once(idempotencyKey, request, () -> find(cluster).deployment().id());
  }

  @Override
  public synchronized Future<DeploymentId> scale(
      ClusterName cluster, ScaleRequest request, String idempotencyKey) {
    return asked(request, () -> find(cluster).deployment().id());
  }

  @Override
  public synchronized Future<DeploymentId> replace(
      ClusterName cluster, String node, String idempotencyKey) {
    return asked("replace " + node, () -> find(cluster).deployment().id());
  }

  @Override
  public synchronized Future<DeploymentId> resume(ClusterName cluster) {
    return asked("resume " + cluster, () -> find(cluster).deployment().id());
  }

  @Override
  public synchronized Future<DeploymentId> cancel(ClusterName cluster, String deployment) {
    return asked(
        "cancel %s %s".formatted(cluster, deployment), () -> find(cluster).deployment().id());
  }

  @Override
  public synchronized Future<DeploymentId> run(
      ClusterName cluster, CommandRequest request, String idempotencyKey) {
    return once(
        idempotencyKey,
        request,
        () -> {
          find(cluster);
          deployments.put(cluster + "/" + preparedCommand.id(), preparedCommand);
          return preparedCommand.id();
        });
  }

  @Override
  public synchronized Future<Void> stop(ClusterName cluster) {
    return asked("stop " + cluster, () -> become(cluster, "stopped"));
  }

  @Override
  public synchronized Future<Void> start(ClusterName cluster) {
    return asked("start " + cluster, () -> become(cluster, "running"));
  }

  @Override
  public synchronized Future<Void> destroy(ClusterName cluster) {
    return asked(
        "destroy " + cluster,
        () -> {
          find(cluster);
          views.remove(cluster);
          return null;
        });
  }

  @Override
  public synchronized Future<List<EventView>> events(ClusterName cluster, long after, int limit) {
    pages++;
    return answer(
        () ->
            events.getOrDefault(cluster, List.of()).stream()
                .filter(event -> event.seq() > after)
                .limit(limit)
                .toList());
  }

  @Override
  public Subscription follow(ClusterName cluster, long after, Consumer<EventView> listener) {
    List<EventView> past;
    synchronized (this) {
      past =
          events.getOrDefault(cluster, List.of()).stream()
              .filter(event -> event.seq() > after)
              .toList();
      listeners.computeIfAbsent(cluster, name -> new ArrayList<>()).add(listener);
    }
    past.forEach(listener);
    return () -> {
      synchronized (this) {
        listeners.getOrDefault(cluster, new ArrayList<>()).remove(listener);
      }
    };
  }

  @Override
  public synchronized Future<LogSlice> log(StepKey step, long offset, int maxBytes) {
    return answer(
        () -> {
          byte[] all = logs.get(step);
          if (all == null) {
            throw new MusterException(ErrorCode.NOT_FOUND, "no log of " + step);
          }
          int from = (int) Math.min(offset, all.length);
          int to = Math.min(all.length, from + maxBytes);
          return new LogSlice(from, Arrays.copyOfRange(all, from, to), to == all.length);
        });
  }

  private ClusterView find(ClusterName cluster) {
    ClusterView view = views.get(cluster);
    if (view == null) {
      throw new MusterException(
          ErrorCode.NOT_FOUND,
          "there is no cluster '%s'; 'muster status' lists them".formatted(cluster));
    }
    return view;
  }

  private Void become(ClusterName cluster, String state) {
    ClusterView old = find(cluster);
    views.put(cluster, Views.inState(old, state));
    return null;
  }

  private Future<DeploymentId> once(String key, Object request, Supplier<DeploymentId> begin) {
    if (byKey.containsKey(key)) {
      return Future.succeededFuture(byKey.get(key));
    }
    return asked(
        request,
        () -> {
          DeploymentId deployment = begin.get();
          if (!key.isEmpty()) {
            byKey.put(key, deployment);
          }
          return deployment;
        });
  }

  private <T> Future<T> asked(Object request, Supplier<T> answer) {
    requests.add(request);
    return answer(answer);
  }

  private <T> Future<T> answer(Supplier<T> answer) {
    try {
      if (failure != null) {
        throw failure;
      }
      return Future.succeededFuture(answer.get());
    } catch (RuntimeException e) {
      return Future.failedFuture(e);
    }
  }

  private static ClusterSummary summary(ClusterView view) {
    return new ClusterSummary(
        view.name(),
        view.state(),
        view.provider(),
        view.nodes().size(),
        (int) view.nodes().stream().filter(node -> node.state().equals("joined")).count(),
        view.deployment() == null ? "" : view.deployment().id().value(),
        view.deployment() == null ? "" : view.deployment().state(),
        view.createdAt());
  }

  private static EventView event(long seq, String type, String text) {
    return new EventView(
        seq, 1, Views.START.plusSeconds(seq), type, text, JsonNodeFactory.instance.objectNode());
  }
}
