package org.muster.coordinator.cli;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.muster.coordinator.core.spec.CommandRequest;
import org.muster.coordinator.core.view.ClusterView;
import org.muster.coordinator.core.view.NodeView;
import org.muster.error.ErrorCode;
import org.muster.error.MusterException;
import org.muster.error.Problems;
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
      "APP is a jar or a Python file of this machine; so are the files of the options. They are sent"
          + " to the master. What begins with 'master:' is a path there, and a URL such as"
          + " hdfs:/apps/job.jar is left to Spark.",
      "What is behind APP goes to the application; put '--' before APP when that looks like an"
          + " option. Output comes as it is printed; exits as the application does."
    },
    footer = {
      "",
      "Examples:",
      "  muster submit demo --class org.example.Job ./job.jar hdfs:/in hdfs:/out",
      "  muster submit demo --files ./stop-words.txt ./count.py",
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

  @Option(names = "--jars", paramLabel = "FILE,…", description = "Jars for its class path.")
  private String jars = "";

  @Option(
      names = "--files",
      paramLabel = "FILE,…",
      description = "Files for the working directory of each executor.")
  private String files = "";

  @Option(names = "--py-files", paramLabel = "FILE,…", description = "Python modules.")
  private String pythonFiles = "";

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      description = "Kill the application after that long; default: an hour.")
  private long timeout;

  SubmitCommand(Surroundings surroundings) {
    this.surroundings = requireNonNull(surroundings, "surroundings is null");
  }

  @Override
  public Integer call() {
    Session session = global.session(surroundings);
    ApiClient api = session.api();
    ClusterView view = api.get("/clusters/" + name, ClusterView.class);
    Problems problems = new Problems();
    SubmittedFiles submitted = new SubmittedFiles(problems);
    List<String> command = command(submitted);
    problems.throwIfAny("what '%s' is to run".formatted(name));
    String overlay = submitted.files().isEmpty() ? "" : new Uploads(api).send(submitted.files());
    CommandRequest request = new CommandRequest(command, "", master(view), timeout, overlay);
    return new CommandRun(session, api, name).run(request, OutputStyle.BARE);
  }

  private List<String> command(SubmittedFiles submitted) {
    List<String> command = new ArrayList<>();
    command.add("spark-submit");
    addOption(command, "--class", mainClass);
    addOption(command, "--jars", submitted.list(jars));
    addOption(command, "--files", submitted.list(files));
    addOption(command, "--py-files", submitted.list(pythonFiles));
    settings.forEach(setting -> addOption(command, "--conf", setting));
    command.add(submitted.one(application.get(0)));
    command.addAll(application.subList(1, application.size()));
    return command;
  }

  private static void addOption(List<String> command, String option, String value) {
    if (!value.isEmpty()) {
      command.addAll(List.of(option, value));
    }
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
