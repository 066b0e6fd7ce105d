package org.muster.coordinator.provider.ec2;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.muster.error.ErrorCode;
import org.muster.error.MusterException;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;

/**
 * One change of some instances, asked for until descriptions show it. Those that descriptions don't
 * show yet are asked for by their ids; those that bear no tags of ours are left alone.
 */
final class Changing {
  // Descriptions lag, and EC2's parts hear of a new instance one after the other; what they don't
  // know for so many looks, two seconds apart, is gone.
  static final int LOOKS_FOR_THE_UNSEEN = 4;

  private static final Set<String> NOT_NOW = Set.of("IncorrectInstanceState");
  // With a policy that asks for our tag, EC2 may also say that nobody may touch what is not there.
  private static final Set<String> NOT_THERE =
      Set.of("InvalidInstanceID.NotFound", "UnauthorizedOperation");

  /**
   * What is to become of them.
   *
   * @param verb for messages
   * @param isReady for the call
   * @param isDone that the call is no longer needed
   * @param endsThem so that nothing more has to be seen of them once the call is answered
   */
  record Change(
      String verb,
      Predicate<InstanceStateName> isReady,
      Predicate<InstanceStateName> isDone,
      boolean endsThem,
      Consumer<List<String>> call) {
    Change {
      requireNonNull(verb, "verb is null");
      requireNonNull(isReady, "isReady is null");
      requireNonNull(isDone, "isDone is null");
      requireNonNull(call, "call is null");
    }
  }

  private final Instances instances;
  private final Change change;
  private final Set<String> wanted;
  private final Set<String> asked = new HashSet<>();
  private final Map<String, Integer> unseen = new HashMap<>();
  private List<String> left = List.of();

  Changing(Instances instances, Change change, Collection<String> ids) {
    this.instances = instances;
    this.change = change;
    this.wanted =
        ids.stream()
            .filter(id -> id.matches("i-[0-9a-f]+"))
            .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Looks, asks and waits until it is done. */
  void await(Consumer<Collection<Instance>> check) {
    Optional<Boolean> done =
        instances.patience().until(() -> isDone(check) ? Optional.of(true) : Optional.empty());
    if (done.isEmpty()) {
      throw new MusterException(
          ErrorCode.PROVIDER_FAILED,
          "EC2 (%s) takes its time to %s instances of cluster '%s': %s; it is tried again"
              .formatted(
                  instances.api().place(),
                  change.verb(),
                  instances.life().cluster(),
                  Instances.few(left)));
    }
  }

  private boolean isDone(Consumer<Collection<Instance>> check) {
    if (wanted.isEmpty()) {
      return true;
    }
    Map<String, Instance> shown = new LinkedHashMap<>();
    instances.all().stream()
        .filter(each -> wanted.contains(each.instanceId()))
        .forEach(each -> shown.put(each.instanceId(), each));
    check.accept(shown.values());
    List<String> now = new ArrayList<>();
    askForShown(shown.values(), now);
    askForUnseen(shown.keySet(), now);
    left = now;
    return left.isEmpty();
  }

  private void askForShown(Collection<Instance> shown, List<String> now) {
    List<String> ready = new ArrayList<>();
    for (Instance each : shown) {
      InstanceStateName state = Instances.state(each);
      if (change.isDone().test(state)) {
        continue;
      }
      now.add("%s is %s".formatted(each.instanceId(), state));
      if (change.isReady().test(state) && !asked.contains(each.instanceId())) {
        ready.add(each.instanceId());
      }
    }
    if (!ready.isEmpty() && refusal(ready).isEmpty()) {
      asked.addAll(ready);
    }
  }

  private void askForUnseen(Set<String> shown, List<String> now) {
    Set<String> hidden = new TreeSet<>(wanted);
    hidden.removeAll(shown);
    if (hidden.isEmpty()) {
      return;
    }
    // What is shown without our tags is somebody else's, whatever we were told.
    instances.api().instancesOf(hidden).forEach(each -> hidden.remove(forgotten(each)));
    hidden.removeAll(asked);
    askForAll(hidden);
    wanted.stream()
        .filter(id -> !shown.contains(id))
        .forEach(id -> now.add("%s is not shown".formatted(id)));
  }

  /** A call fails as a whole when it names one that is gone, and then they are asked for by one. */
  private void askForAll(Set<String> hidden) {
    if (hidden.isEmpty()) {
      return;
    }
    Optional<String> word = refusal(List.copyOf(hidden));
    if (word.isEmpty()) {
      hidden.forEach(this::heard);
    } else if (hidden.size() > 1) {
      hidden.forEach(
          id -> refusal(List.of(id)).ifPresentOrElse(w -> refused(id, w), () -> heard(id)));
    } else {
      hidden.forEach(id -> refused(id, word.get()));
    }
  }

  private void heard(String id) {
    asked.add(id);
    if (change.endsThem()) {
      wanted.remove(id);
    }
  }

  private void refused(String id, String word) {
    if (NOT_THERE.contains(word) && unseen.merge(id, 1, Integer::sum) >= LOOKS_FOR_THE_UNSEEN) {
      wanted.remove(id);
    }
  }

  /** Unless it is ours and has only just been shown. */
  private String forgotten(Instance shown) {
    if (!instances.isOurs(shown)) {
      wanted.remove(shown.instanceId());
    }
    return shown.instanceId();
  }

  /** EC2's word, when it may say yes at the next look; empty when it has said yes. */
  private Optional<String> refusal(List<String> ids) {
    try {
      change.call().accept(ids);
      return Optional.empty();
    } catch (Refusal refusal) {
      boolean mayPass = NOT_NOW.contains(refusal.word()) || NOT_THERE.contains(refusal.word());
      if (!mayPass) {
        throw refusal;
      }
      return Optional.of(refusal.word());
    }
  }
}
