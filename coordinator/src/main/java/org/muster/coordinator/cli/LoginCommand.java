package org.muster.coordinator.cli;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.muster.coordinator.core.view.ClusterView;
import org.muster.coordinator.core.view.EntranceView;
import org.muster.coordinator.core.view.NodeView;
import org.muster.error.ErrorCode;
import org.muster.error.MusterException;
import org.muster.protocol.Role;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code muster login}. */
@Command(
    name = "login",
    description = {
      "Open a shell on a node, and exit as it does.",
      "On local nodes it is one of this machine; on EC2 it goes through the Session Manager, or else"
          + " through EC2 Instance Connect, by the AWS command line and your credentials. With"
          + " --json it only says what it would run."
    },
    footer = {
      "",
      "Examples:",
      "  muster login demo",
      "  muster login demo worker-2",
      "  muster login demo --via connect --user admin"
    })
final class LoginCommand implements Callable<Integer> {
  private static final String AWS = "aws";
  private static final String PLUGIN = "session-manager-plugin";
  private static final Set<String> OFF = Set.of("wished", "stopped", "removing", "gone");

  private final Surroundings surroundings;

  @Mixin private GlobalOptions global;

  @Parameters(index = "0", paramLabel = "NAME", description = "Name of the cluster.")
  private String name;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "NODE",
      description = "Name of the node; default: the first master.")
  private String node = "";

  @Option(
      names = "--via",
      paramLabel = "WAY",
      description =
          "On EC2: ssm or connect; default: ssm where the plugin of the Session Manager is installed.")
  private Way way;

  @Option(
      names = "--user",
      paramLabel = "USER",
      defaultValue = "ec2-user",
      description = "On EC2, with connect: whose shell (${DEFAULT-VALUE}; on Debian it is admin).")
  private String user;

  /** How to get into an instance. */
  enum Way {
    /** The Session Manager; its agent and a role are on the instance. */
    SSM,
    /** EC2 Instance Connect; sshd is on the instance, and something leads to it. */
    CONNECT
  }

  LoginCommand(Surroundings surroundings) {
    this.surroundings = requireNonNull(surroundings, "surroundings is null");
  }

  @Override
  public Integer call() {
    Session session = global.session(surroundings);
    NodeView chosen = chosen(session.api().get("/clusters/" + name, ClusterView.class));
    EntranceView entrance =
        session
            .api()
            .get(
                "/clusters/%s/nodes/%s/entrance".formatted(name, chosen.node()),
                EntranceView.class);
    Shell shell = into(entrance, session);
    if (session.isJson()) {
      session.screen().line(Output.json(shell));
      return ExitCode.DONE;
    }
    return shell.run();
  }

  private NodeView chosen(ClusterView view) {
    NodeView chosen =
        view.nodes().stream()
            .filter(
                each ->
                    node.isEmpty() ? each.role() == Role.MASTER : each.node().value().equals(node))
            .findFirst()
            .orElseThrow(
                () ->
                    new MusterException(
                        ErrorCode.NOT_FOUND,
                        "%s has no %s; see 'muster nodes %s'"
                            .formatted(
                                name, node.isEmpty() ? "master" : "node '" + node + "'", name)));
    if (OFF.contains(chosen.state())) {
      throw new MusterException(
          ErrorCode.CONFLICT,
          "%s of %s is %s; see 'muster nodes %s'"
              .formatted(chosen.node(), name, chosen.state(), name));
    }
    return chosen;
  }

  private Shell into(EntranceView entrance, Session session) {
    return switch (entrance.kind()) {
      case PROCESS -> {
        requireSameMachine(session);
        yield Shell.ofProcess(entrance, name, surroundings.variable("PATH"));
      }
      case CONTAINER -> {
        requireSameMachine(session);
        yield Shell.ofContainer(
            entrance, Screen.isTyped(), surroundings.variables().getOrDefault("TERM", "dumb"));
      }
      case INSTANCE -> intoInstance(entrance);
      case UNKNOWN ->
          throw new MusterException(
              ErrorCode.CONFLICT,
              "how to get into '%s' is known to whoever booted it; 'muster run %s --node %s -- COMMAND' needs no login"
                  .formatted(entrance.name(), name, entrance.name()));
    };
  }

  private void requireSameMachine(Session session) {
    if (session.isElsewhere()) {
      throw new MusterException(
          ErrorCode.ENVIRONMENT,
          "the nodes of %s are on the machine of the coordinator, %s; log in there first"
              .formatted(name, session.api().base().getHost()));
    }
  }

  private Shell intoInstance(EntranceView entrance) {
    Programs programs = new Programs(surroundings);
    if (programs.find(AWS).isEmpty()) {
      throw new MusterException(
          ErrorCode.ENVIRONMENT,
          "there is no 'aws' on this machine; install the AWS command line (v2), and the plugin of the Session Manager to get into nodes that nothing leads to");
    }
    boolean hasPlugin = programs.find(PLUGIN).isPresent();
    if (way == Way.SSM && !hasPlugin) {
      throw new MusterException(
          ErrorCode.ENVIRONMENT,
          "there is no '%s' on this machine; install the plugin of the Session Manager, or try --via connect"
              .formatted(PLUGIN));
    }
    boolean isBySsm = way == null ? hasPlugin : way == Way.SSM;
    List<String> command = new ArrayList<>(List.of(AWS));
    command.addAll(
        isBySsm
            ? List.of("ssm", "start-session", "--target", entrance.name())
            : List.of(
                "ec2-instance-connect",
                "ssh",
                "--instance-id",
                entrance.name(),
                "--os-user",
                user));
    if (!entrance.place().isEmpty()) {
      command.addAll(List.of("--region", entrance.place()));
    }
    return new Shell(command, Map.of(), "");
  }
}
