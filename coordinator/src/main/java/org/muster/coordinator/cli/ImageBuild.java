package org.muster.coordinator.cli;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.muster.coordinator.core.view.ClusterSummary;
import org.muster.coordinator.core.view.ImageView;
import org.muster.error.ErrorCode;
import org.muster.error.MusterException;

/**
 * The steps of {@code muster image build}: a cluster of one node that runs the init of all modules,
 * is stopped, becomes the image, and is destroyed.
 */
final class ImageBuild {
  private final Session session;
  private final String image;
  private final String builder;

  ImageBuild(Session session, String image) {
    this.session = requireNonNull(session, "session is null");
    this.image = requireNonNull(image, "image is null");
    this.builder = "image-" + image;
  }

  /** The answer is the exit code. */
  int run(ImageInputs inputs) {
    ApiClient api = session.apiStartedIfNeeded();
    refuseExisting(api);
    removeBuilder(api);
    String deployment =
        api.post("/clusters", inputs.request(builder, api), Begun.class).deployment();
    Watch.Ending ending = new Watch(session, api, builder).untilOver(deployment);
    int exitCode = ExitCode.ofDeployment(ending.deployment().state());
    if (exitCode != ExitCode.DONE) {
      new Summary(ending.cluster(), ending.deployment(), List.of())
          .lines()
          .forEach(session.screen()::line);
      session
          .screen()
          .note(
              "Its node stays for a look, until 'muster destroy %s' or the next try."
                  .formatted(builder));
      return exitCode;
    }
    api.post("/clusters/%s/stop".formatted(builder), Map.of(), Object.class);
    new StateWatch(session, api, builder).until(Set.of("stopped", "failed"));
    ImageView made =
        api.post("/images", Map.of("name", image, "cluster", builder), ImageView.class);
    removeBuilder(api);
    say(made);
    return ExitCode.DONE;
  }

  private void refuseExisting(ApiClient api) {
    if (Arrays.stream(api.get("/images", ImageView[].class))
        .anyMatch(known -> known.name().equals(image))) {
      throw new MusterException(
          ErrorCode.CONFLICT,
          "there is an image '%s' already; remove it with 'muster image remove %s', or choose another name"
              .formatted(image, image));
    }
  }

  private void removeBuilder(ApiClient api) {
    boolean isThere =
        Arrays.stream(api.get("/clusters", ClusterSummary[].class))
            .anyMatch(cluster -> cluster.name().value().equals(builder));
    if (isThere) {
      api.delete("/clusters/" + builder);
      new StateWatch(session, api, builder).untilGone();
    }
  }

  private void say(ImageView made) {
    if (session.isJson()) {
      session.screen().line(Output.json(made));
      return;
    }
    session
        .screen()
        .line(
            "image %s is made: %s, %s."
                .formatted(
                    made.name(),
                    Text.count(made.modules().size(), "module"),
                    Text.bytes(made.bytes())));
    session.screen().line("Next:");
    session.screen().line("  muster image show " + image);
    session
        .screen()
        .line(
            "  muster launch NAME -f FILE    with provider: { kind: local, isolation: container, image: %s }"
                .formatted(image));
  }
}
