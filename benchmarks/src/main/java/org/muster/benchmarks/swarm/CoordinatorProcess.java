package org.muster.benchmarks.swarm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The coordinator under test, as the operating system sees it. */
final class CoordinatorProcess {
  private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+(\\d+) kB");
  private static final Pattern USED = Pattern.compile("used (\\d+)K");
  private static final int HEAP_SPACES = 2;
  private static final double TICKS_A_SECOND = 100;
  private static final double KIB_A_MIB = 1024;

  private final Path home;
  private final String muster;

  /**
   * A coordinator that is started by {@link #start}.
   *
   * @param muster the command line's launcher
   */
  CoordinatorProcess(Path home, String muster) {
    this.home = home;
    this.muster = muster;
  }

  void start() {
    run(muster, "coordinator", "start");
  }

  void stop() {
    run(muster, "coordinator", "stop");
  }

  String url() {
    return json(home.resolve("coordinator.json")).get("url").asText();
  }

  String token() {
    return text(home.resolve("token")).strip();
  }

  JsonNode join(String cluster) {
    return json(home.resolve("clusters").resolve(cluster).resolve("join.json"));
  }

  long pid() {
    return json(home.resolve("coordinator.json")).get("pid").asLong();
  }

  /** Sends a signal such as {@code STOP}, {@code CONT} or {@code KILL}. */
  void signal(String name) {
    run("kill", "-" + name, Long.toString(pid()));
  }

  double residentMib() {
    Matcher found = RESIDENT.matcher(text(proc("status")));
    return found.find() ? Long.parseLong(found.group(1)) / KIB_A_MIB : 0;
  }

  /** Seconds of processor time since it was started. */
  double cpuSeconds() {
    String stat = text(proc("stat"));
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
    return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / TICKS_A_SECOND;
  }

  /** What is on the heap, with what nobody needs any more. */
  double heapMib() {
    Matcher used = USED.matcher(run("jcmd", Long.toString(pid()), "GC.heap_info"));
    long kib = 0;
    for (int space = 0; space < HEAP_SPACES && used.find(); space++) {
      kib += Long.parseLong(used.group(1));
    }
    return kib / KIB_A_MIB;
  }

  /** What is on the heap after a full collection. */
  double liveHeapMib() {
    run("jcmd", Long.toString(pid()), "GC.run");
    return heapMib();
  }

  private Path proc(String file) {
    return Path.of("/proc", Long.toString(pid()), file);
  }

  private static JsonNode json(Path file) {
    try {
      return JsonMapper.builder().build().readTree(text(file));
    } catch (IOException e) {
      throw new UncheckedIOException("reading " + file, e);
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException("reading " + file, e);
    }
  }

  private static String run(String... command) {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (!process.waitFor(2, TimeUnit.MINUTES) || process.exitValue() != 0) {
        throw new IllegalStateException("%s failed: %s".formatted(List.of(command), output));
      }
      return output;
    } catch (IOException e) {
      throw new UncheckedIOException("running " + List.of(command), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
