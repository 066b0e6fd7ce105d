package org.muster.coordinator.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import picocli.CommandLine;

/**
 * Which commands there are. Only the one that was typed is looked at: that is half of the start.
 */
final class Commands {
  private static final Map<String, Function<Surroundings, Object>> ALL = all();

  private Commands() {}

  static Set<String> names() {
    return ALL.keySet();
  }

  /** The parser for these arguments: with one command when it is named first, else with all. */
  static CommandLine line(String[] args, Surroundings surroundings) {
    CommandLine line = new CommandLine(new RootCommand(surroundings));
    if (args.length > 0 && ALL.containsKey(args[0]) && !args[0].equals("completion")) {
      add(line, args[0], surroundings);
    } else {
      ALL.keySet().forEach(name -> add(line, name, surroundings));
    }
    line.setCaseInsensitiveEnumValuesAllowed(true);
    return line;
  }

  private static void add(CommandLine line, String name, Surroundings surroundings) {
    line.addSubcommand(name, ALL.get(name).apply(surroundings));
  }

  // The table of contents of the command line.
  private static Map<String, Function<Surroundings, Object>> all() {
    Map<String, Function<Surroundings, Object>> commands = new LinkedHashMap<>();
    commands.put("launch", LaunchCommand::new);
    commands.put("status", StatusCommand::new);
    commands.put("nodes", NodesCommand::new);
    commands.put("services", ServicesCommand::new);
    commands.put("events", EventsCommand::new);
    commands.put("logs", LogsCommand::new);
    commands.put("timeline", TimelineCommand::new);
    commands.put("deploy", DeployCommand::new);
    commands.put("scale", ScaleCommand::new);
    commands.put("replace", ReplaceCommand::new);
    commands.put("resume", ResumeCommand::new);
    commands.put("cancel", CancelCommand::new);
    commands.put("run", RunCommand::new);
    commands.put("copy", CopyCommand::new);
    commands.put("submit", SubmitCommand::new);
    commands.put("login", LoginCommand::new);
    commands.put("proxy", ProxyCommand::new);
    commands.put("get-master", GetMasterCommand::new);
    commands.put("join-data", JoinDataCommand::new);
    commands.put("stop", StopCommand::new);
    commands.put("start", StartCommand::new);
    commands.put("destroy", DestroyCommand::new);
    commands.put("module", ModuleCommand::new);
    commands.put("image", ImageCommand::new);
    commands.put("coordinator", CoordinatorCommand::new);
    commands.put("doctor", DoctorCommand::new);
    commands.put("version", VersionCommand::new);
    commands.put("completion", CompletionCommand::new);
    return commands;
  }
}
