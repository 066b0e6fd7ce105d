package org.muster.coordinator.cli;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.muster.coordinator.core.spec.CommandRequest;
import org.muster.error.Problems;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code muster copy}. */
@Command(
    name = "copy",
    description = {
      "Copy files and folders of this machine to nodes.",
      "REMOTE is a path from the node's root, or from its home directory when it is relative. With"
          + " a '/' at its end, or for several LOCAL, it is the folder that they come into; else"
          + " the name that the one gets.",
      "Nodes fetch by content, so that what is there already is not sent to them again, put each"
          + " file in its place at once, with its mode, and check it there. Exits with 1 when that"
          + " failed on any node."
    },
    footer = {
      "",
      "Examples:",
      "  muster copy demo ./words.txt /data/",
      "  muster copy demo ./site ./rules.json /opt/app/ --role worker",
      "  muster copy demo ./core-site.xml /etc/hadoop/core-site.xml --node master-1"
    })
final class CopyCommand implements Callable<Integer> {
  private static final Set<String> CERTAIN = Set.of("succeeded", "failed", "skipped", "cancelled");

  // Constant text: what is checked comes as an argument. The list goes away whatever it says.
  private static final String CHECK =
      "cd \"$MUSTER_ROOT/\" || exit; sha256sum --quiet --strict --check -- \"$1\"; verdict=$?;"
          + " rm -f -- \"$1\"; exit \"$verdict\"";

  private final Surroundings surroundings;

  @Mixin private GlobalOptions global;

  @Parameters(index = "0", paramLabel = "NAME", description = "Name of the cluster.")
  private String name;

  @Parameters(
      index = "1..*",
      arity = "2..*",
      paramLabel = "LOCAL REMOTE",
      description = "Files and folders here, and at last the place on the nodes.")
  private List<String> places;

  @Option(names = "--role", paramLabel = "ROLE", description = "Only to masters, or to workers.")
  private String role = "";

  @Option(names = "--node", paramLabel = "NODE", description = "Only to this node.")
  private String node = "";

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      description = "Give up on a node after that long; default: an hour.")
  private long timeout;

  CopyCommand(Surroundings surroundings) {
    this.surroundings = requireNonNull(surroundings, "surroundings is null");
  }

  @Override
  public Integer call() {
    Session session = global.session(surroundings);
    Problems problems = new Problems();
    CopiedFiles files = new CopiedFiles(problems);
    files.add(places.subList(0, places.size() - 1), places.get(places.size() - 1));
    problems.throwIfAny("what is copied to '%s'".formatted(name));
    ApiClient api = session.api();
    try {
      return report(session, files, new CommandRun(session, api, name).collect(sent(api, files)));
    } catch (IOException e) {
      throw new UncheckedIOException("reading what is copied to " + name, e);
    }
  }

  // The list's name is new each time, and so is the tree: a node lays the same tree only once,
  // but whoever copies a file again wants it back as it was.
  private CommandRequest sent(ApiClient api, CopiedFiles files) throws IOException {
    Path list = Files.createTempFile("muster-copy-", ".sha256");
    try {
      Files.writeString(list, files.checksums());
      String place = "root/.muster-copy-%016x".formatted(surroundings.random().nextLong());
      Map<String, Path> tree = new TreeMap<>(files.files());
      tree.put(place, list);
      String overlay = new Uploads(api).send(tree);
      List<String> check = List.of("bash", "-c", CHECK, "copy", place);
      return new CommandRequest(check, role, node, timeout, overlay);
    } finally {
      Files.delete(list);
    }
  }

  private static int report(Session session, CopiedFiles files, List<NodeRun> runs)
      throws IOException {
    if (session.isJson()) {
      session.screen().line(Output.json(runs));
    }
    List<NodeRun> failed = runs.stream().filter(run -> !run.isSuccess()).toList();
    int copied = runs.size() - failed.size();
    if (!session.isJson()) {
      session
          .screen()
          .line(
              "%s, %s, copied to %s"
                  .formatted(
                      Text.count(files.files().size(), "file"),
                      Text.bytes(files.size()),
                      Text.count(copied, "node")));
      NodeRun.grouped(failed).forEach(session.screen()::note);
    }
    if (failed.isEmpty()) {
      return ExitCode.DONE;
    }
    return failed.stream().allMatch(run -> CERTAIN.contains(run.state()))
        ? ExitCode.FAILED
        : ExitCode.UNCERTAIN;
  }
}
