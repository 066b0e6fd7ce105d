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
  String choose(Function<String, LaunchRequest> launch) {
    if (hasContainers()) {
      return "container";
    }
    refuseUnlessPlannable(launch.apply("process"));
    return "process";
  }

  private void refuseUnlessPlannable(LaunchRequest launch) {
    try {
      api.post("/plan", launch, PlanView.class);
    } catch (MusterException e) {
      if (e.code() != ErrorCode.INVALID_INPUT) {
        throw e;
      }
      throw new MusterException(
          e.code(),
          "%s\nNodes are processes here, since they cannot be containers; 'muster doctor' says what is missing"
              .formatted(e.getMessage()),
          e);
    }
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
