package org.muster.coordinator.provider.ec2;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.muster.coordinator.core.membership.InstanceRecord;
import org.muster.coordinator.provider.Incarnation;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.Reservation;

/**
 * Says of joining instances what EC2 knows of them. A thousand join within a minute, so that all of
 * a cluster are asked for at once, and an answer counts for a moment.
 */
final class Witness {
  private static final Duration GOOD_FOR = Duration.ofSeconds(2);
  // A zone begins with its region, local zones too: us-west-2-lax-1a.
  private static final Pattern REGION = Pattern.compile("[a-z]{2}(-[a-z]+)+-[0-9]+");

  private record Answer(Instant at, Map<String, InstanceRecord> instances) {}

  private record Life(String cluster, long number) {}

  private final InstantSource clock;
  private final Map<Life, Answer> answers = new ConcurrentHashMap<>();

  Witness(InstantSource clock) {
    this.clock = clock;
  }

  /**
   * What is known of one instance.
   *
   * @param ask for all instances of this life, also those that are over; one caller asks, and
   *     others wait for its answer
   */
  Optional<InstanceRecord> find(
      Incarnation life, String instance, Supplier<List<Reservation>> ask) {
    Answer answer =
        answers.compute(
            new Life(life.cluster().value(), life.number()),
            (key, last) -> isFresh(last) ? last : asked(ask));
    return Optional.ofNullable(answer.instances().get(instance));
  }

  private boolean isFresh(Answer last) {
    return last != null && clock.instant().isBefore(last.at().plus(GOOD_FOR));
  }

  private Answer asked(Supplier<List<Reservation>> ask) {
    Map<String, InstanceRecord> instances = new HashMap<>();
    for (Reservation reservation : ask.get()) {
      for (Instance instance : reservation.instances()) {
        instances.put(instance.instanceId(), record(reservation, instance));
      }
    }
    return new Answer(clock.instant(), instances);
  }

  void forget(Incarnation life) {
    answers.remove(new Life(life.cluster().value(), life.number()));
  }

  private static InstanceRecord record(Reservation reservation, Instance instance) {
    return new InstanceRecord(
        instance.instanceId(),
        said(reservation.ownerId()),
        region(instance),
        said(instance.imageId()),
        Instances.isOn(instance),
        instance.state().nameAsString());
  }

  private static String region(Instance instance) {
    String zone = instance.placement() == null ? "" : said(instance.placement().availabilityZone());
    Matcher region = REGION.matcher(zone);
    return region.lookingAt() ? region.group() : "";
  }

  private static String said(String text) {
    return text == null ? "" : text;
  }
}
