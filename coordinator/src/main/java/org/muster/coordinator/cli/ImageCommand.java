package org.muster.coordinator.cli;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.muster.coordinator.core.view.ImageView;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code muster image}: what nodes can boot from. */
@Command(
    name = "image",
    description = {
      "Bake modules into images, so that a launch downloads and unpacks nothing.",
      "A cluster boots from one with provider: { kind: local, isolation: container, image: NAME }."
    },
    synopsisSubcommandLabel = "(build | list | show | remove)",
    footer = {
      "",
      "Examples:",
      "  muster image build lab --modules node,spark,ephemeral-hdfs,spark-standalone,python",
      "  muster image list",
      "  muster image list lab-debian12.image.json",
      "  muster image remove lab"
    })
final class ImageCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @SuppressWarnings("unused") // for --help
  @Mixin
  private GlobalOptions global;

  @Spec private CommandSpec spec;

  ImageCommand(Surroundings surroundings) {
    this.surroundings = requireNonNull(surroundings, "surroundings is null");
  }

  @Override
  public Integer call() {
    throw new ParameterException(
        spec.commandLine(), "Missing required subcommand: build, list, show or remove");
  }

  @Command(
      name = "build",
      description = {
        "Run the init of modules on a node of its own, and keep what is there then as an image.",
        "That node may reach what this machine reaches, for packages."
      })
  int build(
      @Mixin GlobalOptions options,
      @Mixin ImageInputs inputs,
      @Parameters(paramLabel = "NAME", description = "Name of the image: a-z, 0-9 and '-'.")
          String name) {
    return new ImageBuild(options.session(surroundings), ImageView.requireName(name)).run(inputs);
  }

  @Command(
      name = "list",
      description = {
        "List the images of the coordinator.",
        "With FILEs, those machine images instead: the manifests that image-build leaves."
      })
  int list(
      @Mixin GlobalOptions options,
      @Parameters(
              paramLabel = "FILE",
              arity = "0..*",
              description = "A manifest: NAME-SOURCE.image.json.")
          List<Path> manifests) {
    Session session = options.session(surroundings);
    if (manifests != null) {
      return list(session, MachineImage.read(manifests));
    }
    ImageView[] images = session.apiStartedIfNeeded().get("/images", ImageView[].class);
    if (session.isJson()) {
      session.screen().line(Output.json(images));
    } else if (images.length == 0) {
      session.screen().line("There are no images yet; make one with 'muster image build NAME'.");
    } else {
      List<List<String>> rows = new ArrayList<>();
      rows.add(List.of("IMAGE", "MADE", "SIZE", "MODULES"));
      for (ImageView image : images) {
        rows.add(
            List.of(
                image.name(), image.madeAt().toString(), Text.bytes(image.bytes()), names(image)));
      }
      Output.columns(rows).forEach(session.screen()::line);
    }
    return ExitCode.DONE;
  }

  private static int list(Session session, List<MachineImage> images) {
    if (session.isJson()) {
      session.screen().line(Output.json(images));
      return ExitCode.DONE;
    }
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("IMAGE", "MADE", "SYSTEM", "MODULES"));
    for (MachineImage image : images) {
      rows.add(
          List.of(
              image.name(), image.madeAt(), image.system(), String.join(", ", image.modules())));
    }
    Output.columns(rows).forEach(session.screen()::line);
    return ExitCode.DONE;
  }

  private static String names(ImageView image) {
    return String.join(
        ", ", image.modules().stream().map(module -> module.name().value()).toList());
  }

  @Command(
      name = "show",
      description = "Show the manifest of an image: all that is baked, by hash.")
  int show(
      @Mixin GlobalOptions options,
      @Parameters(paramLabel = "NAME", description = "Name of the image.") String name) {
    Session session = options.session(surroundings);
    ImageView image =
        session.apiStartedIfNeeded().get("/images/" + ImageView.requireName(name), ImageView.class);
    session.screen().line(Output.json(image));
    return ExitCode.DONE;
  }

  @Command(name = "remove", description = "Remove an image from which no node boots.")
  int remove(
      @Mixin GlobalOptions options,
      @Parameters(paramLabel = "NAME", description = "Name of the image.") String name) {
    Session session = options.session(surroundings);
    session.apiStartedIfNeeded().delete("/images/" + ImageView.requireName(name));
    session
        .screen()
        .line(
            session.isJson()
                ? "{\"image\": \"%s\", \"state\": \"removed\"}".formatted(name)
                : "%s is removed.".formatted(name));
    return ExitCode.DONE;
  }
}
