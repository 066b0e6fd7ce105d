package org.muster.coordinator.provider.ec2;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.muster.coordinator.provider.LaunchOrder;
import org.muster.error.ErrorCode;
import org.muster.error.MusterException;
import org.muster.protocol.NodeId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.ec2.model.Instance;

/**
 * One launch. What an earlier call has made is found by its tags or, as long as descriptions don't
 * show it, by the call's token, which makes EC2 repeat its first answer.
 */
record Launching(Api api, Tags tags, LaunchOrder order, Patience patience) {
  private static final Logger log = LoggerFactory.getLogger(Launching.class);
  private static final String OTHER_WISH = "IdempotentParameterMismatch";

  Launching {
    requireNonNull(api, "api is null");
    requireNonNull(tags, "tags is null");
    requireNonNull(order, "order is null");
    requireNonNull(patience, "patience is null");
  }

  Map<NodeId, String> run() {
    List<Batch> batches = Batch.of(order);
    List<String> groups =
        new Firewall(api, tags, order.life(), patience)
            .groups(FirewallWish.of(order.provider().settings()), anySubnet(batches));
    Map<NodeId, String> instances = new LinkedHashMap<>();
    try {
      for (Batch batch : batches) {
        instances.putAll(named(batch, launch(batch, groups)));
      }
    } catch (Refusal refusal) {
      throw givenUp(refusal.told(), instances.values());
    } catch (MusterException e) {
      throw givenUp(e, instances.values());
    }
    return instances;
  }

  private static Optional<String> anySubnet(List<Batch> batches) {
    return batches.stream().flatMap(each -> each.wish().place().subnets().stream()).findFirst();
  }

  /** A launch that will not be tried again leaves nothing that costs money. */
  private MusterException givenUp(MusterException why, Collection<String> known) {
    if (why.code().isRetryable()) {
      return why;
    }
    SortedMap<String, String> marks = new TreeMap<>(tags.of(order.life()));
    marks.put(Tags.LAUNCH, order.launch().value());
    try {
      Set<String> made = new TreeSet<>(known);
      api.instances(Tags.filters(marks)).stream()
          .filter(each -> !Instances.isOver(each))
          .forEach(each -> made.add(each.instanceId()));
      made.remove("");
      new Instances(api, tags, order.life(), patience).terminate(made);
    } catch (Refusal | MusterException e) {
      // Destroying the cluster finds them by their tags.
      log.warn("ending what launch {} had made: {}", order.launch(), e.toString());
    }
    return why;
  }

  private List<Instance> launch(Batch batch, List<String> groups) {
    List<Instance> before = made(batch);
    if (before.size() >= batch.nodes().size()) {
      return before;
    }
    Images.Found image = Images.find(api, batch.wish());
    RunRequest.Surroundings around =
        new RunRequest.Surroundings(tags, groups, image.id(), image.rootDevice());
    Refusal noRoom = null;
    for (Batch.Option option : optionsAfter(before, batch)) {
      try {
        return tried(batch, option, around);
      } catch (Refusal refusal) {
        if (!refusal.isForWantOfRoom()) {
          throw refusal;
        }
        log.info("no room for {} of '{}': {}", option.label(), order.cluster(), refusal.word());
        noRoom = refusal;
      }
    }
    throw noRoom(batch, noRoom);
  }

  /** What descriptions show in part was made by the one call that had room. */
  private static List<Batch.Option> optionsAfter(List<Instance> before, Batch batch) {
    return before.isEmpty()
        ? batch.options()
        : batch.options().stream().filter(option -> isOf(before.get(0), option)).toList();
  }

  private static boolean isOf(Instance instance, Batch.Option option) {
    return option.type().equals(instance.instanceTypeAsString())
        && option.subnet().map(in -> in.equals(instance.subnetId())).orElse(true);
  }

  private List<Instance> tried(Batch batch, Batch.Option option, RunRequest.Surroundings around) {
    Optional<List<Instance>> started =
        patience.until(
            () -> {
              try {
                return Optional.of(api.runInstances(RunRequest.of(batch, option, around)));
              } catch (Refusal refusal) {
                if (refusal.is(OTHER_WISH)) {
                  return Optional.of(adopted(batch));
                }
                if (refusal.is(Firewall.NO_GROUP) && !isOfUser(around)) {
                  return Optional.empty(); // it was made a moment ago
                }
                throw refusal;
              }
            });
    return started.orElseThrow(
        () ->
            new MusterException(
                ErrorCode.PROVIDER_FAILED,
                "EC2 (%s) does not know its own new security group; it is tried again"
                    .formatted(api.place())));
  }

  private boolean isOfUser(RunRequest.Surroundings around) {
    return !FirewallWish.of(order.provider().settings()).makesOne() || around.groups().size() > 1;
  }

  /** The token was used with another wish: before a restart at another address, for example. */
  private List<Instance> adopted(Batch batch) {
    return patience
        .until(() -> Optional.of(made(batch)).filter(all -> all.size() >= batch.nodes().size()))
        .orElseThrow(
            () ->
                new MusterException(
                    ErrorCode.PROVIDER_FAILED,
                    "EC2 (%s) says that it has made the %s of launch %s but shows none; it is tried again"
                        .formatted(api.place(), batch.label(), order.launch())));
  }

  /** Also those that are over: a node that has died is not started twice. */
  private List<Instance> made(Batch batch) {
    return api.instances(Tags.filters(batch.marks(tags)));
  }

  private MusterException noRoom(Batch batch, Refusal last) {
    if (last == null) {
      return new MusterException(
          ErrorCode.PROVIDER_FAILED,
          "EC2 (%s) shows only some of the %s of launch %s; it is tried again"
              .formatted(api.place(), batch.label(), order.launch()));
    }
    MusterException told = last.told();
    List<String> tried = new ArrayList<>();
    batch.options().forEach(option -> tried.add(option.label()));
    return new MusterException(
        told.code(),
        "%s (tried for %d %s: %s)"
            .formatted(
                told.getMessage(), batch.nodes().size(), batch.role(), String.join(", ", tried)),
        last);
  }

  /** The n-th instance that a call has started is the n-th node, whenever it is asked for. */
  private static Map<NodeId, String> named(Batch batch, List<Instance> instances) {
    Map<Integer, String> byIndex = new TreeMap<>();
    for (Instance instance : instances) {
      int index = instance.amiLaunchIndex() == null ? 0 : instance.amiLaunchIndex();
      byIndex.putIfAbsent(index, instance.instanceId());
    }
    Map<NodeId, String> named = new LinkedHashMap<>();
    for (int i = 0; i < batch.nodes().size(); i++) {
      named.put(batch.nodes().get(i).node(), byIndex.getOrDefault(i, ""));
    }
    return named;
  }
}
