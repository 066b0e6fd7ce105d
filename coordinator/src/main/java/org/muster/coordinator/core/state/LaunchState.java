package org.muster.coordinator.core.state;

import org.muster.coordinator.core.event.Event;

/** One entry of the ledger. Changed by its cluster only. */
public final class LaunchState {
  private final Event.LaunchWished wish;
  private boolean isAnswered;
  private String failure = "";

  LaunchState(Event.LaunchWished wish) {
    this.wish = wish;
  }

  static LaunchState of(ClusterImage.Launch image) {
    LaunchState launch = new LaunchState(image.wish());
    launch.isAnswered = image.isAnswered();
    launch.failure = image.failure();
    return launch;
  }

  ClusterImage.Launch image() {
    return new ClusterImage.Launch(wish, isAnswered, failure);
  }

  public Event.LaunchWished wish() {
    return wish;
  }

  /** Whether the provider has answered, one way or the other. */
  public boolean isAnswered() {
    return isAnswered;
  }

  /** Why the provider refused for good; empty when it did not. */
  public String failure() {
    return failure;
  }

  void answered() {
    isAnswered = true;
  }

  void failed(String reason) {
    isAnswered = true;
    failure = reason;
  }
}
