package org.muster.coordinator.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.muster.coordinator.core.spec.LaunchRequest;
import org.muster.error.Problems;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What a launch is made from: a file, options, and folders of this machine. */
final class LaunchInputs {
  @Option(
      names = {"-f", "--file"},
      paramLabel = "FILE",
      description = "The cluster as YAML; without it the default cluster.")
  private Path file;

  @Option(names = "--provider", description = "Where nodes come from: local, ec2, static.")
  private String provider = "";

  @Option(
      names = "--endpoint-url",
      paramLabel = "URL",
      description = "Call EC2 at this address, such as a private endpoint.")
  private String endpointUrl;

  @Option(names = "--workers", paramLabel = "N", description = "How many workers.")
  private Integer workers;

  @Option(
      names = "--modules",
      split = ",",
      paramLabel = "NAME",
      description = "The modules, in order, instead of those of the file.")
  private List<String> modules;

  @Option(
      names = "--set",
      paramLabel = "NAME=VALUE",
      description = "Set a variable; wins over all others.")
  private Map<String, String> variables = new LinkedHashMap<>();

  @Option(
      names = "--deploy-root-dir",
      paramLabel = "DIR",
      description =
          "Lay the files of DIR over the root of every node;"
              + " DIR/root/spark-ec2/ec2-user-variables.sh sets variables.")
  private Path deployRootDir;

  @Mixin private OwnModules ownModules;

  /** All that this machine adds, read and checked before a coordinator is called. */
  record Gathered(
      String yaml,
      String source,
      Map<String, String> secrets,
      Map<String, String> userVariables,
      Path overlay,
      Map<String, Path> modules) {}

  Gathered gather(Surroundings surroundings) {
    Problems problems = new Problems();
    String yaml = file == null ? "" : read(file, problems);
    LocalReferences references = LocalReferences.of(yaml, file, surroundings, problems);
    Path overlay = deployRootDir == null ? references.deployRootDir() : deployRootDir;
    if (overlay != null && !Files.isDirectory(overlay)) {
      problems.add("the deploy root '%s' is not a folder".formatted(overlay));
    }
    ownModules.check(problems);
    problems.throwIfAny("what the launch needs from this machine");
    return new Gathered(
        yaml,
        file == null ? "" : file.toString(),
        references.secrets(),
        overlay == null ? Map.of() : UserVariablesScript.ofOverlay(overlay, variables),
        overlay,
        ownModules.folders());
  }

  /** Sends the folders, and makes the request that names them. */
  LaunchRequest request(String name, Gathered gathered, ApiClient api) {
    Uploads uploads = new Uploads(api);
    return new LaunchRequest(
        name,
        gathered.yaml(),
        gathered.source(),
        provider,
        workers,
        modules,
        Map.of(),
        variables,
        gathered.userVariables(),
        gathered.secrets(),
        OwnModules.send(gathered.modules(), uploads),
        gathered.overlay() == null ? "" : uploads.send(gathered.overlay()),
        endpointUrl == null ? Map.of() : Map.of("endpoint_url", endpointUrl));
  }

  private static String read(Path file, Problems problems) {
    try {
      return Files.readString(file);
    } catch (NoSuchFileException e) {
      problems.add("there is no file '%s'".formatted(file));
      return "";
    } catch (IOException e) {
      problems.add("the file '%s' cannot be read: %s".formatted(file, e));
      return "";
    }
  }
}
