package org.muster.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A user's own module, written from the guide alone, in a folder beside the project. */
final class UserModuleIT {
  private static final Path MODULES = Path.of("src/test/resources/modules/own").toAbsolutePath();

  @TempDir private Path temp;
  private Muster muster;

  @BeforeEach
  void begin() throws Exception {
    muster = new Muster(temp);
  }

  @AfterEach
  void end() throws Exception {
    muster.end();
  }

  @Test
  void nodesMeetShareAndKnowEachOther() throws Exception {
    Path spec = Clusters.of(temp, "phone-book").write();

    Result launch =
        muster.run("launch", "book", "-f", spec.toString(), "--module-path", MODULES.toString());

    assertThat(launch.exitCode()).withFailMessage(launch::toString).isZero();
    assertThat(launch.output()).contains("phone-book test", "2 of 2", "launch d1 succeeded");
    List<String> numbers = List.of("master-1 030-100", "worker-1 030-101", "worker-2 030-102");
    for (String node : List.of("master-1", "worker-1", "worker-2")) {
      Path book = muster.node("book", node).resolve("etc/phone-book/book");
      assertThat(Files.readAllLines(book)).isEqualTo(numbers);
    }

    Result answers =
        muster.succeed("run", "book", "--role", "worker", "--", "printenv", "MUSTER_NODE");

    assertThat(answers.output()).contains("worker-1", "worker-2").doesNotContain("master-1");

    Result shell =
        muster.typing("echo $MUSTER_NODE in $PWD; exit 3\n", "login", "book", "worker-1");

    Path home = muster.node("book", "worker-1").resolve("root").toRealPath();
    assertThat(shell.output()).isEqualTo("worker-1 in %s\n".formatted(home));
    assertThat(shell.exitCode()).as("the shell's own").isEqualTo(3);
    muster.destroy("book");
  }
}
