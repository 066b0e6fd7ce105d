package org.muster.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.muster.time.Pause;

/**
 * A process whose clock somebody sets by an hour, forward and back, in the middle of a launch: by
 * libfaketime where that is installed.
 */
@Tag("nightly")
final class ClockIT {
  private static final Duration LONGER_THAN_A_LEASE = Duration.ofSeconds(18);
  private static final List<String> JUMPS = List.of("+3600", "-3600", "+0");

  @TempDir private Path temp;
  private Path offset;
  private Muster muster;
  private GatedLaunch gated;
  private Map<String, String> faked;

  @BeforeEach
  void begin() throws Exception {
    Optional<Path> library = library();
    assumeTrue(library.isPresent(), "libfaketime is not installed");
    offset = Files.writeString(temp.resolve("offset"), "+0\n");
    faked =
        Map.of(
            "LD_PRELOAD",
            library.get().toString(),
            "FAKETIME_TIMESTAMP_FILE",
            offset.toString(),
            "FAKETIME_CACHE_DURATION",
            "1",
            "FAKETIME_DONT_FAKE_MONOTONIC",
            "1");
    muster = new Muster(temp);
    gated = new GatedLaunch(muster, temp);
  }

  @AfterEach
  void end() throws Exception {
    if (muster != null) {
      muster.end();
    }
  }

  @Test
  void aCoordinatorWhoseClockJumpsGivesNobodyUp() throws Exception {
    faked.forEach(muster::with);
    try (Running launch = gated.begin()) {
      jumpAbout();
      gated.open();

      gated.assertEndsWellWithEveryStepRunOnce();
      launch.end(GatedLaunch.A_WHILE);
    }
    assertThat(gated.events("lost")).isEmpty();
  }

  @Test
  void anAgentWhoseClockJumpsEndsNoScriptForIt() throws Exception {
    try (Running launch = gated.begin()) {
      replaceAgent("worker-1");
      jumpAbout();
      gated.open();

      gated.assertEndsWellWithEveryStepRunOnce();
      launch.end(GatedLaunch.A_WHILE);
    }
    assertThat(muster.steps(GatedLaunch.CLUSTER).values())
        .allMatch(step -> step.path("attempt").asInt() == 1);
  }

  private void jumpAbout() throws Exception {
    for (String jump : JUMPS) {
      Path next = Files.writeString(temp.resolve("offset.next"), jump + "\n");
      Files.move(next, offset, StandardCopyOption.ATOMIC_MOVE);
      Pause.real().of(LONGER_THAN_A_LEASE);
    }
  }

  /** The same agent once more, under a clock of ours; its coordinator sees no gap between both. */
  private void replaceAgent(String node) throws Exception {
    long pid = gated.agent(node).pid();
    ProcessBuilder builder = new ProcessBuilder(words(pid, "cmdline"));
    Map<String, String> environment = new TreeMap<>(faked);
    words(pid, "environ")
        .forEach(each -> environment.put(each.split("=", 2)[0], each.split("=", 2)[1]));
    builder.environment().clear();
    builder.environment().putAll(environment);
    Path log = muster.node(GatedLaunch.CLUSTER, node).resolve("var/log/muster/agent.log");
    builder
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    long coordinator = muster.coordinatorProcess().pid();
    Machine.kill("STOP", coordinator);
    Machine.kill("KILL", pid);
    Eventually.see(
        "the first agent to be gone",
        GatedLaunch.A_WHILE,
        () -> ProcessHandle.of(pid).filter(ProcessHandle::isAlive),
        Optional::isEmpty);
    builder.start();
    Machine.kill("CONT", coordinator);
    Eventually.see(
        "the other agent to be here",
        GatedLaunch.A_WHILE,
        () -> gated.agent(node).pid() != pid && gated.node(node).equals("joined"),
        isHere -> isHere);
  }

  private static List<String> words(long pid, String file) throws IOException {
    String text = Files.readString(Path.of("/proc/" + pid, file), StandardCharsets.ISO_8859_1);
    return Stream.of(text.split("\0")).filter(word -> !word.isEmpty()).toList();
  }

  private static Optional<Path> library() throws IOException {
    try (Stream<Path> places = Files.list(Path.of("/usr/lib"))) {
      return places
          .map(place -> place.resolve("faketime/libfaketimeMT.so.1"))
          .filter(Files::exists)
          .findFirst();
    }
  }
}
