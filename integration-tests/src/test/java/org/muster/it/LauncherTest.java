package org.muster.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the real launcher over a tree of its own, with stand-ins for the JDK and Maven. */
final class LauncherTest {
  private static final Path RESOURCES = Path.of("src/test/resources/launcher");

  @TempDir private Path temp;
  private Path root;
  private Path jdk;
  private Path tools;

  private record Run(int exitCode, String output, String errors) {}

  @BeforeEach
  void layOutATree() throws IOException {
    root = Files.createDirectories(temp.resolve("tree with spaces"));
    jdk = Files.createDirectories(temp.resolve("jdk/bin")).getParent();
    tools = Files.createDirectories(temp.resolve("tools"));
    copy(Path.of("../muster"), root.resolve("muster"));
    copy(RESOURCES.resolve("java"), jdk.resolve("bin/java"));
    copy(RESOURCES.resolve("java"), jdk.resolve("bin/javac"));
    copy(RESOURCES.resolve("mvn"), tools.resolve("mvn"));
    Files.writeString(jdk.resolve("bin/version"), "17");
    write("pom.xml", "agent/src/main/java/Agent.java", "modules/spark/setup.sh");
  }

  @Test
  void buildsOnceAndThenOnlyRuns() throws Exception {
    Run first = muster("status", "two words");
    Run second = muster("nodes", "demo");

    assertThat(first).isEqualTo(new Run(0, "muster-coordinator.jar:status:two words:\n", ""));
    assertThat(second).isEqualTo(new Run(0, "muster-coordinator.jar:nodes:demo:\n", ""));
    assertThat(builds()).isEqualTo(1);
  }

  @Test
  void buildsAgainWhenASourceIsNewer() throws Exception {
    muster("status");
    touch(root.resolve("modules/spark/setup.sh"));

    muster("status");

    assertThat(builds()).isEqualTo(2);
  }

  @Test
  void buildsAgainWhenASourceIsGone() throws Exception {
    muster("status");
    Files.delete(root.resolve("agent/src/main/java/Agent.java"));
    touch(root.resolve("agent/src/main/java"));

    muster("status");

    assertThat(builds()).isEqualTo(2);
  }

  @Test
  void takesWhatMavenPackagedByItself() throws Exception {
    write(
        "coordinator/target/dist/lib/muster-coordinator.jar",
        "coordinator/target/dist/agent/muster-agent.jar");
    touch(root.resolve("coordinator/target/dist/lib"));

    Run run = muster("version");

    assertThat(run).isEqualTo(new Run(0, "muster-coordinator.jar:version:\n", ""));
    assertThat(builds()).isZero();
  }

  @Test
  void makesArchivesOfClassesForTheCommandLineAndTheAgent() throws Exception {
    muster("status");

    assertThat(root.resolve("coordinator/target/dist/muster.jsa")).exists();
    assertThat(root.resolve("coordinator/target/dist/agent/muster-agent.jsa")).exists();
  }

  @Test
  void aCoordinatorThatServesHasTheHeapThatItIsGiven() throws Exception {
    muster("status");
    assertThat(jdk.resolve("bin/heap")).hasContent("256m");

    ProcessBuilder serve = builder(root, "./muster", "coordinator", "serve");
    serve.environment().put("MUSTER_COORDINATOR_OPTS", "-Xmx1g -Dany=thing");
    Run run = finished(serve.start());

    assertThat(run.output()).isEqualTo("muster-coordinator.jar:coordinator:serve:\n");
    assertThat(jdk.resolve("bin/heap")).hasContent("1g");
  }

  @Test
  void worksThroughLinksFromAnotherFolder() throws Exception {
    Path link = Files.createSymbolicLink(temp.resolve("link"), root.resolve("muster"));
    Path second = Files.createSymbolicLink(tools.resolve("muster"), Path.of("..", "link"));

    Run run = finished(start(temp, second, "status"));

    assertThat(link).isSymbolicLink();
    assertThat(run).isEqualTo(new Run(0, "muster-coordinator.jar:status:\n", ""));
  }

  @Test
  void buildsOnceWhenTwoAreStartedTogether() throws Exception {
    List<Process> both = List.of(start(root, "./muster", "one"), start(root, "./muster", "two"));

    List<Run> runs = new ArrayList<>();
    for (Process process : both) {
      runs.add(finished(process));
    }

    assertThat(runs)
        .containsExactly(
            new Run(0, "muster-coordinator.jar:one:\n", ""),
            new Run(0, "muster-coordinator.jar:two:\n", ""));
    assertThat(builds()).isEqualTo(1);
  }

  @Test
  void showsTheEndOfTheLogOfABuildThatFails() throws Exception {
    write("../tools/fails");

    Run run = muster("status");

    assertThat(run.exitCode()).isEqualTo(3);
    assertThat(run.output()).isEmpty();
    assertThat(run.errors()).contains("no such symbol: Nod", "the whole log is in", "build.log");
  }

  @Test
  void tellsOfAJdkThatIsTooOld() throws Exception {
    Files.writeString(jdk.resolve("bin/version"), "11");

    Run run = muster("status");

    assertThat(run.exitCode()).isEqualTo(3);
    assertThat(run.errors()).contains("Java 11", "needs a JDK of 17 or newer", "JAVA_HOME");
  }

  @Test
  void tellsOfAMissingCompiler() throws Exception {
    Files.delete(jdk.resolve("bin/javac"));

    Run run = muster("status");

    assertThat(run.exitCode()).isEqualTo(3);
    assertThat(run.errors()).contains("no javac");
  }

  @Test
  void tellsOfAJavaHomeThatIsNone() throws Exception {
    Files.delete(jdk.resolve("bin/java"));

    Run run = muster("status");

    assertThat(run.exitCode()).isEqualTo(3);
    assertThat(run.errors()).contains("JAVA_HOME is " + jdk);
  }

  private Run muster(String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of("./muster"));
    command.addAll(List.of(arguments));
    return finished(start(root, command.toArray()));
  }

  private Process start(Path folder, Object... command) throws IOException {
    return builder(folder, command).start();
  }

  private ProcessBuilder builder(Path folder, Object... command) {
    List<String> words = new ArrayList<>();
    for (Object word : command) {
      words.add(word.toString());
    }
    ProcessBuilder builder = new ProcessBuilder(words).directory(folder.toFile());
    builder.environment().put("JAVA_HOME", jdk.toString());
    builder.environment().merge("PATH", tools.toString(), (path, ours) -> ours + ":" + path);
    return builder;
  }

  /** What it prints fits into the pipes, so it can be read after the end. */
  private static Run finished(Process process) throws Exception {
    try {
      assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
      return new Run(
          process.exitValue(),
          new String(process.getInputStream().readAllBytes(), UTF_8),
          new String(process.getErrorStream().readAllBytes(), UTF_8));
    } finally {
      process.destroyForcibly();
    }
  }

  private long builds() throws IOException {
    Path calls = tools.resolve("calls");
    return Files.exists(calls) ? Files.readAllLines(calls).size() : 0;
  }

  private void write(String... files) throws IOException {
    for (String file : files) {
      Path path = root.resolve(file);
      Files.createDirectories(path.getParent());
      Files.writeString(path, "");
    }
  }

  private static void touch(Path path) throws IOException {
    Files.setLastModifiedTime(path, FileTime.from(Instant.now().plus(Duration.ofSeconds(5))));
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.copy(from, to, StandardCopyOption.COPY_ATTRIBUTES);
  }
}
