package org.muster.agent.step;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.muster.error.ErrorCode;
import org.muster.error.MusterException;
import org.muster.protocol.CoordinatorMessage.Briefing;
import org.muster.protocol.CoordinatorMessage.RunStep;
import org.muster.protocol.ModuleBundle;
import org.muster.protocol.Phase;
import org.muster.protocol.StepKey;
import org.muster.protocol.StepWork;

/** Brings into place what a step needs before its script starts. May block; thread-safe. */
final class Preparation {
  private static final Set<Phase> RENDERING = EnumSet.of(Phase.SETUP, Phase.JOIN, Phase.LEAVE);

  private final NodePlaces places;
  private final NodeStore store;
  private final Overlays overlays;
  private final Markers markers;
  private final ExportedVariables exported;
  private final StepEnvironment environment;
  private final TemplateRenderer renderer;

  Preparation(
      NodePlaces places,
      NodeStore store,
      Markers markers,
      ExportedVariables exported,
      StepEnvironment environment,
      TemplateRenderer renderer) {
    this.places = places;
    this.store = store;
    this.overlays = new Overlays(places, store);
    this.markers = markers;
    this.exported = exported;
    this.environment = environment;
    this.renderer = renderer;
  }

  /** True when a marker proves that there is nothing to do. */
  boolean prepare(RunStep command, Briefing briefing) {
    overlays.lay(briefing.overlays());
    if (!(command.work() instanceof StepWork.Script script)) {
      createHome();
      return false;
    }
    StepKey step = command.step();
    ModuleBundle bundle = bundle(step, briefing);
    Path module = moduleDirectory(bundle);
    store.layOut(bundle.tree(), module);
    createHome();
    if (step.phase() == Phase.INIT) {
      if (!script.ignoreMarker() && markers.matches(step.module(), bundle.marker())) {
        return true;
      }
      markers.remove(step.module());
    }
    if (RENDERING.contains(step.phase())) {
      render(step, briefing);
    }
    return false;
  }

  /** Renders the templates of the step's module. */
  void render(StepKey step, Briefing briefing) {
    Path templates = moduleDirectory(bundle(step, briefing)).resolve("templates");
    if (Files.isDirectory(templates)) {
      renderer.render(
          templates,
          environmentOf(step, briefing),
          briefing.staying(),
          Set.copyOf(briefing.secrets().values()));
    }
  }

  /** The path of an artifact of the step's module, brought here when it is not yet. */
  Path artifact(StepKey step, Briefing briefing, String name) {
    Map<String, String> artifacts = bundle(step, briefing).artifacts();
    String hash = artifacts.get(name);
    if (hash == null) {
      throw new MusterException(
          ErrorCode.NOT_FOUND,
          "module %s has no artifact '%s'; its module.yaml names: %s"
              .formatted(step.module(), name, String.join(", ", artifacts.keySet())));
    }
    return store.layOut(hash, places.artifacts().resolve(hash));
  }

  Map<String, String> environmentOf(StepKey step, Briefing briefing) {
    Path directory =
        StepEnvironment.bundleOf(step, briefing)
            .map(this::moduleDirectory)
            .orElse(Path.of(places.root() + "/root"));
    return environment.of(step, briefing, exported.all(), directory);
  }

  private Path moduleDirectory(ModuleBundle bundle) {
    return places.modules().resolve(bundle.tree()).resolve(bundle.name().value());
  }

  private static ModuleBundle bundle(StepKey step, Briefing briefing) {
    return StepEnvironment.bundleOf(step, briefing)
        .orElseThrow(
            () ->
                new MusterException(
                    ErrorCode.INTERNAL,
                    "the briefing of %s does not tell of module %s"
                        .formatted(step.deployment(), step.module())));
  }

  private void createHome() {
    Path home = Path.of(places.root() + "/root");
    try {
      Files.createDirectories(home);
    } catch (IOException e) {
      throw new MusterException(
          ErrorCode.STORAGE_FAILED, "creating %s: %s".formatted(home, e.getMessage()), e);
    }
  }
}
