package org.muster.coordinator.provider.ec2;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.muster.coordinator.provider.Incarnation;
import org.muster.error.ErrorCode;
import org.muster.error.MusterException;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceLifecycleType;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;

/**
 * The instances of one life of a cluster: those that bear its tags, and no others, whatever ids we
 * are given. Each change is asked for until descriptions show it.
 */
record Instances(Api api, Tags tags, Incarnation life, Patience patience) {
  private static final Set<InstanceStateName> ON =
      EnumSet.of(InstanceStateName.PENDING, InstanceStateName.RUNNING);
  private static final Set<InstanceStateName> OVER =
      EnumSet.of(InstanceStateName.SHUTTING_DOWN, InstanceStateName.TERMINATED);

  Instances {
    requireNonNull(api, "api is null");
    requireNonNull(tags, "tags is null");
    requireNonNull(life, "life is null");
    requireNonNull(patience, "patience is null");
  }

  static InstanceStateName state(Instance instance) {
    return instance.state().name();
  }

  static boolean isOn(Instance instance) {
    return ON.contains(state(instance));
  }

  static boolean isOver(Instance instance) {
    return OVER.contains(state(instance));
  }

  /** All that are not over. */
  List<Instance> there() {
    return api.instances(tags.filters(life)).stream().filter(each -> !isOver(each)).toList();
  }

  private List<Instance> there(Collection<String> ids) {
    Set<String> wanted = Set.copyOf(ids);
    return wanted.isEmpty()
        ? List.of()
        : there().stream().filter(each -> wanted.contains(each.instanceId())).toList();
  }

  void terminate(Collection<String> ids) {
    Set<String> asked = new HashSet<>();
    await(
        "end",
        () -> {
          List<Instance> left = there(ids);
          act(left, each -> true, asked, api::terminate);
          return left;
        });
  }

  void stop(Collection<String> ids) {
    Set<String> asked = new HashSet<>();
    await(
        "stop",
        () -> {
          List<Instance> all = there(ids);
          refuseSpot(all);
          act(all, each -> state(each) == InstanceStateName.RUNNING, asked, api::stop);
          return without(all, each -> state(each) == InstanceStateName.STOPPED);
        });
  }

  void start(Collection<String> ids) {
    Set<String> asked = new HashSet<>();
    await(
        "start",
        () -> {
          List<Instance> all = there(ids);
          act(all, each -> state(each) == InstanceStateName.STOPPED, asked, api::start);
          return without(all, Instances::isOn);
        });
  }

  private void refuseSpot(List<Instance> all) {
    List<String> spot =
        all.stream()
            .filter(each -> each.instanceLifecycle() == InstanceLifecycleType.SPOT)
            .map(Instance::instanceId)
            .toList();
    if (!spot.isEmpty()) {
      throw new MusterException(
          ErrorCode.INVALID_INPUT,
          "cluster '%s' has one-time spot instances, which EC2 can only end, not stop (%s); nothing was stopped: destroy the cluster, or leave it on"
              .formatted(life.cluster(), few(spot)));
    }
  }

  private static List<Instance> without(List<Instance> all, Predicate<Instance> done) {
    return all.stream().filter(done.negate()).toList();
  }

  /** Asks once for each; what is not in the right state yet is looked at again. */
  private static void act(
      List<Instance> all, Predicate<Instance> isReady, Set<String> asked, Action action) {
    List<String> now =
        all.stream()
            .filter(isReady)
            .map(Instance::instanceId)
            .filter(id -> !asked.contains(id))
            .toList();
    if (now.isEmpty()) {
      return;
    }
    try {
      action.on(now);
      asked.addAll(now);
    } catch (Refusal refusal) {
      if (!refusal.is("IncorrectInstanceState") && !refusal.is("InvalidInstanceID.NotFound")) {
        throw refusal;
      }
    }
  }

  private interface Action {
    void on(List<String> ids);
  }

  private interface Look {
    List<Instance> left();
  }

  private void await(String verb, Look look) {
    List<Instance> last = new ArrayList<>();
    Optional<Boolean> done =
        patience.until(
            () -> {
              List<Instance> left = look.left();
              last.clear();
              last.addAll(left);
              return left.isEmpty() ? Optional.of(true) : Optional.empty();
            });
    if (done.isEmpty()) {
      throw new MusterException(
          ErrorCode.PROVIDER_FAILED,
          "EC2 (%s) takes its time to %s instances of cluster '%s': %s; it is tried again"
              .formatted(
                  api.place(),
                  verb,
                  life.cluster(),
                  few(
                      last.stream()
                          .map(each -> each.instanceId() + " is " + state(each))
                          .toList())));
    }
  }

  private static String few(List<String> all) {
    String shown = all.stream().limit(5).collect(Collectors.joining(", "));
    return all.size() > 5 ? "%s and %d more".formatted(shown, all.size() - 5) : shown;
  }
}
