package org.muster.agent.step;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.muster.agent.core.Request;
import org.muster.agent.template.TemplateContext;
import org.muster.agent.template.Templates;
import org.muster.crash.CrashPoints;
import org.muster.protocol.CoordinatorMessage.Briefing;
import org.muster.protocol.CoordinatorMessage.RunStep;
import org.muster.protocol.DeploymentId;
import org.muster.protocol.Facts;
import org.muster.protocol.Member;
import org.muster.protocol.ModuleBundle;
import org.muster.protocol.ModuleName;
import org.muster.protocol.NodeId;
import org.muster.protocol.Role;
import org.muster.protocol.Sha256;
import org.muster.protocol.StepKey;
import org.muster.protocol.StepResult;
import org.muster.protocol.StepWork;
import org.muster.protocol.Tree;
import org.muster.protocol.TreeEntry;
import org.muster.time.Scheduler;

/**
 * A node for tests of steps: real files, real bash, real processes. The test is the agent's thread;
 * its clock runs ahead of the real one while it waits, so that five seconds of patience are short.
 */
final class StepBench implements AutoCloseable {
  static final DeploymentId DEPLOYMENT = new DeploymentId("d1");
  static final NodeId NODE = new NodeId("worker-1");

  private static final Duration STEP = Duration.ofMillis(100);
  private static final int PATIENCE = 3000;

  private final Path directory;
  private final Map<String, byte[]> store = new HashMap<>();
  private final List<ModuleBundle> modules = new ArrayList<>();
  private final List<String> overlays = new ArrayList<>();
  private final Map<String, String> variables = new HashMap<>();
  private final Map<String, String> secrets = new HashMap<>();

  StepBench(Path directory) {
    this.directory = directory;
  }

  NodePlaces places() {
    return new NodePlaces(directory.resolve("root").toString(), directory.resolve("state"));
  }

  Path root() {
    return directory.resolve("root");
  }

  /** A module with these files. */
  StepBench module(String name, Map<String, String> files) {
    return module(name, files, Map.of(), "");
  }

  StepBench module(
      String name, Map<String, String> files, Map<String, String> artifacts, String marker) {
    modules.removeIf(bundle -> bundle.name().value().equals(name));
    modules.add(new ModuleBundle(new ModuleName(name), tree(files), artifacts, marker));
    return this;
  }

  String tree(Map<String, String> files) {
    List<TreeEntry> entries = new ArrayList<>();
    files.forEach(
        (path, text) -> {
          byte[] content = text.getBytes(StandardCharsets.UTF_8);
          Sha256 hash = Sha256.of(content);
          store.put(hash.hex(), content);
          entries.add(
              new TreeEntry.Content(path, hash, content.length, path.startsWith("templates/bin")));
        });
    Tree tree = Tree.of(entries);
    store.put(tree.hash().hex(), tree.canonicalJson());
    return tree.hash().hex();
  }

  StepBench overlay(Map<String, String> files) {
    overlays.add(tree(files));
    return this;
  }

  StepBench variable(String name, String value) {
    variables.put(name, value);
    return this;
  }

  StepBench secret(String name, String value) {
    secrets.put(name, value);
    return this;
  }

  Briefing briefing() {
    return new Briefing(
        DEPLOYMENT,
        1,
        variables,
        secrets,
        List.of(
            new Member(new NodeId("master-1"), Role.MASTER, "127.0.0.1", 0),
            new Member(NODE, Role.WORKER, "127.0.0.2", 1)),
        modules,
        overlays,
        List.of(),
        List.of(),
        "");
  }

  static StepKey key(String module, String phase, int attempt) {
    return StepKey.parse("demo/d1/worker-1/%s/%s/%d".formatted(module, phase, attempt));
  }

  static RunStep script(StepKey key) {
    return new RunStep(key, 1, 1, 60, new StepWork.Script(false));
  }

  /** An agent of this node; there may be one after the other. */
  NodeAgent agent() {
    return new NodeAgent();
  }

  private final class FromMemory implements StoreSource {
    @Override
    public byte[] tree(Sha256 hash) {
      return store.get(hash.hex());
    }

    @Override
    public void file(TreeEntry.Content content, Path target) {
      try {
        Files.write(target, store.get(content.sha256().hex()));
        target.toFile().setExecutable(content.executable());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** One life of an agent, as far as steps are concerned. */
  final class NodeAgent implements Executor, Scheduler, StepEvents, AutoCloseable {
    private record Timer(Instant due, Runnable task) {}

    private final LinkedBlockingQueue<Runnable> tasks = new LinkedBlockingQueue<>();
    private final List<Timer> timers = new ArrayList<>();
    private final List<String> log = new ArrayList<>();
    private final Map<StepKey, StepResult> results = new HashMap<>();
    private final Map<String, Request> requests = new HashMap<>();
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    final Steps steps;

    NodeAgent() {
      steps =
          new Steps(
              places(),
              new StepEnvironment(places(), facts(), "/usr/lib/jvm/none", false),
              new FromMemory(),
              (templates, environment, members, secretValues) ->
                  Templates.render(
                      templates, root(), TemplateContext.of(environment, members), secretValues),
              new StepThreads(this, this, Runnable::run),
              this,
              CrashPoints.off());
    }

    private Facts facts() {
      return new Facts(
          "b",
          "h",
          "127.0.0.2",
          "process",
          1024,
          1,
          List.of(root() + "/mnt"),
          1,
          "small",
          "17",
          "");
    }

    /** Starts a script and lets it begin. */
    StepKey start(StepKey key) {
      return start(script(key));
    }

    StepKey start(RunStep command) {
      steps.record(command, markerOf(command));
      steps.prepare(command, briefing());
      drain();
      if (log.contains("prepared " + command.step())) {
        steps.start(command.step(), briefing());
      }
      return command.step();
    }

    private String markerOf(RunStep command) {
      return StepEnvironment.bundleOf(command.step(), briefing())
          .map(ModuleBundle::marker)
          .orElse("");
    }

    StepResult run(StepKey key) {
      return run(script(key));
    }

    StepResult run(RunStep command) {
      return result(start(command));
    }

    StepResult result(StepKey key) {
      await(() -> results.containsKey(key), "the end of " + key);
      return results.get(key);
    }

    boolean hasResult(StepKey key) {
      return results.containsKey(key);
    }

    /** The name of the first request that fits. */
    String request(Predicate<Request> fits) {
      await(() -> requests.values().stream().anyMatch(fits), "a request");
      return requests.entrySet().stream()
          .filter(entry -> fits.test(entry.getValue()))
          .findFirst()
          .orElseThrow()
          .getKey();
    }

    String output(StepKey key) {
      return DurableFile.read(steps.output(key)).orElse("");
    }

    void await(BooleanSupplier condition, String what) {
      for (int i = 0; i < PATIENCE; i++) {
        drain();
        if (condition.getAsBoolean()) {
          return;
        }
        idle();
      }
      throw new AssertionError("%s did not come; seen: %s".formatted(what, log));
    }

    private void idle() {
      try {
        Runnable next = tasks.poll(10, TimeUnit.MILLISECONDS);
        if (next != null) {
          next.run();
        }
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
      now = now.plus(STEP);
      List<Timer> due =
          timers.stream()
              .filter(timer -> !timer.due().isAfter(now))
              .sorted(Comparator.comparing(Timer::due))
              .toList();
      timers.removeAll(due);
      due.forEach(timer -> timer.task().run());
    }

    private void drain() {
      for (Runnable next = tasks.poll(); next != null; next = tasks.poll()) {
        next.run();
      }
    }

    List<String> log() {
      return List.copyOf(log);
    }

    @Override
    public void execute(Runnable task) {
      tasks.add(task);
    }

    @Override
    public InstantSource clock() {
      return () -> now;
    }

    @Override
    public Cancellable after(Duration delay, Runnable task) {
      Timer timer = new Timer(now.plus(delay), task);
      timers.add(timer);
      return () -> timers.remove(timer);
    }

    @Override
    public void prepared(StepKey step) {
      log.add("prepared " + step);
    }

    @Override
    public void started(StepKey step, Instant at) {
      log.add("started " + step);
    }

    @Override
    public void ended(StepKey step, StepResult result) {
      log.add("ended " + step + " " + result.outcome());
      results.put(step, result);
    }

    @Override
    public void asked(StepKey step, String request, Request wish) {
      log.add("asked " + wish);
      requests.put(request, wish);
      if (wish instanceof Request.Briefed briefed) {
        steps.serve(step, request, briefed, briefing());
      } else if (wish instanceof Request.Export export) {
        steps.export(step, request, export.name(), export.value());
      }
    }

    @Override
    public void printed(StepKey step, String lastLine) {
      log.add("printed " + lastLine);
    }

    /** As by kill -9: whatever it had in mind is gone. */
    @Override
    public void close() {
      steps.close();
    }
  }

  @Override
  public void close() {
    ProcessTable table = new ProcessTable(Path.of("/proc"));
    for (int round = 0; round < 100; round++) {
      List<Long> left = table.carrying("MUSTER_NODE_DIR=" + places().state());
      left.forEach(pid -> ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly));
      if (left.isEmpty()) {
        return;
      }
    }
  }
}
