package org.muster.coordinator.provider.ec2;

import static java.util.Objects.requireNonNull;

import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.muster.coordinator.provider.Incarnation;
import org.muster.error.ErrorCode;
import org.muster.error.MusterException;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceLifecycleType;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;

/**
 * The instances of one life of a cluster: those that bear its tags, and no others, whatever ids we
 * are given.
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

  /** All that are described, also those that are over. */
  List<Instance> all() {
    return api.instances(tags.filters(life));
  }

  /** All that are not over. */
  List<Instance> there() {
    return all().stream().filter(each -> !isOver(each)).toList();
  }

  boolean isOurs(Instance instance) {
    return tags.of(life).entrySet().stream()
        .allMatch(
            mark ->
                instance.tags().stream()
                    .anyMatch(
                        tag ->
                            tag.key().equals(mark.getKey())
                                && tag.value().equals(mark.getValue())));
  }

  void terminate(Collection<String> ids) {
    Changing.Change end =
        new Changing.Change("end", any -> true, OVER::contains, true, api::terminate);
    new Changing(this, end, ids).await(any -> {});
  }

  void stop(Collection<String> ids) {
    Set<InstanceStateName> done = EnumSet.copyOf(OVER);
    done.add(InstanceStateName.STOPPED);
    Changing.Change stop =
        new Changing.Change(
            "stop", InstanceStateName.RUNNING::equals, done::contains, false, api::stop);
    new Changing(this, stop, ids).await(this::refuseSpot);
  }

  void start(Collection<String> ids) {
    Set<InstanceStateName> done = EnumSet.copyOf(OVER);
    done.addAll(ON);
    Changing.Change start =
        new Changing.Change(
            "start", InstanceStateName.STOPPED::equals, done::contains, false, api::start);
    new Changing(this, start, ids).await(any -> {});
  }

  private void refuseSpot(Collection<Instance> all) {
    List<String> spot =
        all.stream()
            .filter(each -> !isOver(each))
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

  static String few(List<String> all) {
    String shown = all.stream().limit(5).collect(Collectors.joining(", "));
    return all.size() > 5 ? "%s and %d more".formatted(shown, all.size() - 5) : shown;
  }
}
