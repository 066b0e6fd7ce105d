package org.muster.coordinator.cli;

import static java.util.Objects.requireNonNull;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Function;
import java.util.stream.Stream;
import org.muster.coordinator.core.spec.ContainerPrograms;
import org.muster.coordinator.core.spec.LaunchRequest;
import org.muster.coordinator.core.view.PlanView;
import org.muster.error.ErrorCode;
import org.muster.error.MusterException;

/**
 * Chooses what kind of nodes a module is tested on when nobody said: containers where they can be.
 */
final class TrialNodes {
  private final Session session;
  private final ApiClient api;

  TrialNodes(Session session, ApiClient api) {
    this.session = requireNonNull(session, "session is null");
    this.api = requireNonNull(api, "api is null");
  }

  /**
   * The isolation with which the module can be tested here.
   *
   * @param launch what would be launched on such nodes
   */
  String choose(String module, Function<String, LaunchRequest> launch) {
    if (hasContainers()) {
      return "container";
    }
    try {
      plan(launch.apply("process"));
      return "process";
    } catch (MusterException refusal) {
      if (refusal.code() != ErrorCode.INVALID_INPUT || !isPlannable(launch.apply("container"))) {
        throw refusal;
      }
      throw new MusterException(
          ErrorCode.ENVIRONMENT,
          "'%s', with what it requires, runs on container nodes only, which this machine does not have; 'muster doctor' says what is missing"
              .formatted(module),
          refusal);
    }
  }

  private boolean isPlannable(LaunchRequest launch) {
    try {
      plan(launch);
      return true;
    } catch (MusterException e) {
      return false;
    }
  }

  private void plan(LaunchRequest launch) {
    api.post("/plan", launch, PlanView.class);
  }

  /** What a coordinator elsewhere can do is not known here. */
  private boolean hasContainers() {
    return !session.isRemote()
        && MachineFigures.isRoot()
        && MachineFigures.hasFileSystem("overlay")
        && ContainerPrograms.missing(this::isThere).isEmpty();
  }

  private boolean isThere(String program) {
    return Stream.of(session.surroundings().variable("PATH").split(":", -1))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }
}
