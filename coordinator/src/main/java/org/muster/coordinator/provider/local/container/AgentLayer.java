package org.muster.coordinator.provider.local.container;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.List;
import java.util.Map;
import org.muster.coordinator.provider.local.NodeSize;
import org.muster.protocol.Sha256;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The layer with the agent and what starts it, made anew whenever one of them or the base is new.
 */
final class AgentLayer {
  private static final Logger log = LoggerFactory.getLogger(AgentLayer.class);
  private static final String FOLDER = "usr/lib/muster";
  private static final String INIT = "/usr/sbin/init";
  private static final String JAR = "/" + FOLDER + "/muster-agent.jar";
  private static final String ARCHIVE = "/" + FOLDER + "/muster-agent.jsa";
  private static final String JAVA = "/usr/bin/java";
  private static final String OPTIONS = "/" + FOLDER + "/muster-agent.options";

  private final ContainerSettings settings;
  private final ContainerNames names;
  private final Runc runc;

  AgentLayer(ContainerSettings settings, ContainerNames names, Runc runc) {
    this.settings = requireNonNull(settings, "settings is null");
    this.names = requireNonNull(names, "names is null");
    this.runc = requireNonNull(runc, "runc is null");
  }

  /** The image with the agent on top. One caller at a time. */
  Image over(Image base) throws IOException {
    Path layer = settings.images().resolve("agent-" + hash(base));
    if (!Files.isDirectory(layer)) {
      build(base, layer);
    }
    return base.with(layer);
  }

  /**
   * How a node of such an image begins.
   *
   * @param config file in the node that tells the agent who it is
   */
  static List<String> firstProcess(String bootId, String config) {
    return List.of(
        INIT,
        bootId,
        JAVA,
        "@" + OPTIONS,
        "-XX:SharedArchiveFile=" + ARCHIVE,
        "-jar",
        JAR,
        "--config",
        config);
  }

  private String hash(Image base) throws IOException {
    MessageDigest digest = Sha256.digest();
    digest.update(Files.readAllBytes(settings.agentJar()));
    digest.update(Files.readAllBytes(options()));
    digest.update(init().getBytes(StandardCharsets.UTF_8));
    for (Path layer : base.layers()) {
      digest.update(layer.getFileName().toString().getBytes(StandardCharsets.UTF_8));
    }
    digest.update(String.join(" ", firstProcess("", "")).getBytes(StandardCharsets.UTF_8));
    return Sha256.of(digest).hex().substring(0, 12);
  }

  private Path options() {
    return settings.agentJar().resolveSibling("muster-agent.options");
  }

  private static String init() throws IOException {
    try (InputStream resource = AgentLayer.class.getResourceAsStream("init")) {
      return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private void build(Image base, Path layer) throws IOException {
    Path unfinished = layer.resolveSibling(layer.getFileName() + ".unfinished");
    Layers.discard(settings.images(), unfinished);
    Path upper = unfinished.resolve("upper");
    Layers.createFolder(upper, FOLDER);
    Layers.createFolder(upper, "usr/sbin");
    Layers.writeProgram(upper.resolve(INIT.substring(1)), init());
    Files.copy(settings.agentJar(), upper.resolve(JAR.substring(1)));
    Files.copy(options(), upper.resolve(OPTIONS.substring(1)));
    rehearse(base, unfinished);
    Layers.finish(upper, layer);
    Layers.discard(settings.images(), unfinished);
  }

  /** With the archive that it leaves, agents start in half the time. */
  private void rehearse(Image base, Path unfinished) throws IOException {
    String name = names.mark() + ".rehearsal";
    Path merged = Files.createDirectories(unfinished.resolve("root"));
    Path bundle = Files.createDirectories(unfinished.resolve("bundle"));
    Path work = Files.createDirectories(unfinished.resolve("work"));
    List<String> command =
        List.of(
            JAVA,
            "@" + OPTIONS,
            "-XX:ArchiveClassesAtExit=" + ARCHIVE,
            "-jar",
            JAR,
            "--cds-warmup");
    RootMount.mount(base, unfinished.resolve("upper"), work, merged);
    try {
      ContainerConfig config =
          new ContainerConfig(
              name, merged, "rehearsal", "", new NodeSize(512, 1), command, Map.of(), List.of());
      Files.writeString(bundle.resolve("config.json"), config.json());
      runc.delete(name);
      Path console = bundle.resolve("console.log");
      int exitCode = runc.runToItsEnd(name, bundle, console);
      if (exitCode != 0) {
        log.warn(
            "agents start slowly: the rehearsal of one ended with {}: {}",
            exitCode,
            Files.readString(console).strip());
      }
    } finally {
      RootMount.unmountAll(merged);
    }
  }
}
