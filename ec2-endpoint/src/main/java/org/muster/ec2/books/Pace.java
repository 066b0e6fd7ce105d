package org.muster.ec2.books;

import java.time.Duration;

/**
 * How long things take.
 *
 * @param pending from the call to {@code running}, at least
 * @param descriptions by how much descriptions lag behind
 * @param knowledge for how long calls that change something don't know what was just made
 * @param stopping from the call to {@code stopped}, at least
 * @param ending from the call to {@code terminated}, at least
 * @param remembered how long descriptions still show what is terminated
 * @param imaging from the call to an image that is {@code available}, at least
 */
public record Pace(
    Duration pending,
    Duration descriptions,
    Duration knowledge,
    Duration stopping,
    Duration ending,
    Duration remembered,
    Duration imaging) {

  private static final Duration AN_HOUR = Duration.ofHours(1);

  /** All at once. */
  public static Pace immediate() {
    return new Pace(
        Duration.ZERO,
        Duration.ZERO,
        Duration.ZERO,
        Duration.ZERO,
        Duration.ZERO,
        AN_HOUR,
        Duration.ZERO);
  }

  /** As one sees it on EC2, but with machines that boot and end within seconds. */
  public static Pace usual() {
    return new Pace(
        Duration.ofSeconds(3),
        Duration.ofSeconds(1),
        Duration.ofMillis(500),
        Duration.ofSeconds(3),
        Duration.ofSeconds(3),
        AN_HOUR,
        Duration.ofSeconds(5));
  }

  public Pace withDescriptions(Duration lag) {
    return new Pace(pending, lag, knowledge, stopping, ending, remembered, imaging);
  }

  public Pace withKnowledge(Duration lag) {
    return new Pace(pending, descriptions, lag, stopping, ending, remembered, imaging);
  }

  public Pace withPending(Duration time) {
    return new Pace(time, descriptions, knowledge, stopping, ending, remembered, imaging);
  }

  public Pace withEnding(Duration time) {
    return new Pace(pending, descriptions, knowledge, time, time, remembered, imaging);
  }
}
