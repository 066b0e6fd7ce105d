package org.muster.coordinator.cli;

import static java.util.Objects.requireNonNull;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.muster.coordinator.core.spec.CommandRequest;
import org.muster.coordinator.core.view.ClusterView;
import org.muster.coordinator.core.view.NodeView;
import org.muster.error.ErrorCode;
import org.muster.error.MusterException;
import org.muster.protocol.Role;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code muster submit}. */
@Command(
    name = "submit",
    description = {
      "Submit an application to Spark, from the first master of a cluster.",
      "APP is a path on the master, or a URL that Spark reads, such as hdfs:/apps/job.jar. On a"
          + " cluster of local nodes a file of this machine is a path on the master, too; elsewhere"
          + " put it into HDFS first.",
      "What is behind APP goes to the application; put '--' before APP when that looks like an"
          + " option."
    },
    footer = {
      "",
      "Examples:",
      "  muster submit demo --class org.example.Job ./job.jar 1000",
      "  muster submit demo --conf spark.executor.memory=512m -- hdfs:/apps/job.jar --fast"
    })
final class SubmitCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Mixin private GlobalOptions global;

  @Parameters(index = "0", paramLabel = "NAME", description = "Name of the cluster.")
  private String name;

  @Parameters(
      index = "1..*",
      arity = "1..*",
      paramLabel = "APP ARGS",
      description = "The application, and what it gets.")
  private List<String> application;

  @Option(names = "--class", paramLabel = "CLASS", description = "Its main class.")
  private String mainClass = "";

  @Option(names = "--conf", paramLabel = "NAME=VALUE", description = "A setting of Spark.")
  private List<String> settings = new ArrayList<>();

  SubmitCommand(Surroundings surroundings) {
    this.surroundings = requireNonNull(surroundings, "surroundings is null");
  }

  @Override
  public Integer call() {
    Session session = global.session(surroundings);
    ApiClient api = session.api();
    ClusterView view = api.get("/clusters/" + name, ClusterView.class);
    CommandRequest request = new CommandRequest(command(view), "", master(view), 0);
    return new CommandRun(session, api, name).run(request, false);
  }

  private List<String> command(ClusterView view) {
    List<String> command = new ArrayList<>();
    command.add("spark-submit");
    if (!mainClass.isEmpty()) {
      command.addAll(List.of("--class", mainClass));
    }
    settings.forEach(setting -> command.addAll(List.of("--conf", setting)));
    command.add(place(view, application.get(0)));
    command.addAll(application.subList(1, application.size()));
    return command;
  }

  // Processes on this machine see its files; any other node does not.
  private String place(ClusterView view, String app) {
    Path file = Path.of(app.contains(":") ? "" : app);
    if (app.contains(":") || !Files.isRegularFile(file)) {
      return app;
    }
    if (!view.provider().startsWith("local")) {
      throw new MusterException(
          ErrorCode.INVALID_INPUT,
          "the file '%s' is on this machine, not on the master of %s; put it into HDFS and submit hdfs:/…"
              .formatted(app, name));
    }
    return file.toAbsolutePath().normalize().toString();
  }

  private String master(ClusterView view) {
    return view.nodes().stream()
        .filter(node -> node.role() == Role.MASTER)
        .map(NodeView::node)
        .findFirst()
        .orElseThrow(
            () ->
                new MusterException(
                    ErrorCode.INVALID_INPUT, "%s has no master; submit needs one".formatted(name)))
        .value();
  }
}
