package org.muster.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A journal that was put back from a backup, and real agents that have seen more than it knows. */
final class AdoptionIT {
  private static final Path MODULES =
      Path.of("src/test/resources/modules/scripts").toAbsolutePath();
  private static final Duration A_WHILE = Duration.ofMinutes(3);

  @TempDir private Path temp;
  private Muster muster;

  @BeforeEach
  void begin() throws Exception {
    muster = new Muster(temp);
  }

  @AfterEach
  void end() throws Exception {
    muster.destroy("restored");
    muster.end();
  }

  @Test
  void nodesObeyAJournalFromABackupOnlyWhenItIsAdopted() throws Exception {
    String spec = Clusters.of(temp, "quick").workers(1).write().toString();
    muster.succeed("launch", "restored", "-f", spec, "--module-path", MODULES.toString());
    muster.succeed("coordinator", "stop");
    Path journal = muster.home().resolve("journal.db");
    Path backup = Files.copy(journal, temp.resolve("backup.db"));
    muster.succeed("coordinator", "start");
    muster.succeed("run", "restored", "--", "echo", "known to the node alone");
    muster.succeed("coordinator", "stop");
    Files.copy(backup, journal, StandardCopyOption.REPLACE_EXISTING);
    raiseTheEpochThatTheNodeHasSeen();

    muster.succeed("coordinator", "start");

    Eventually.see(
        "an alarm",
        A_WHILE,
        () -> muster.succeed("status", "restored").output(),
        text ->
            text.contains("master-1 was not let in: it has seen epoch 40 of this cluster")
                && text.contains("worker-1 was not let in: it has seen deployment d2"));
    assertThat(muster.run("coordinator", "start", "--adopt").errors())
        .contains("end it with 'muster coordinator stop', then adopt");
    muster.succeed("coordinator", "stop");
    muster.succeed("coordinator", "start", "--adopt");
    Result run =
        Eventually.see(
            "the node to obey",
            A_WHILE,
            () -> muster.run("run", "restored", "--", "echo", "obeyed"),
            result -> result.exitCode() == 0);

    assertThat(run.output()).contains("obeyed").doesNotContain("known to the node alone");
    assertThat(muster.succeed("events", "restored").output())
        .contains("a journal from a backup was adopted, above epoch 40");
    assertThat(Files.readString(state().resolve("epoch")).strip()).isEqualTo("41");
  }

  /** As if coordinators had come and gone for a long time after the backup. */
  private void raiseTheEpochThatTheNodeHasSeen() throws Exception {
    for (Machine.Found found : Machine.processesNaming(muster.cluster("restored"))) {
      if (found.command().contains("muster-agent.jar")) {
        ProcessHandle.of(found.pid()).ifPresent(ProcessHandle::destroyForcibly);
      }
    }
    Eventually.see(
        "the agent to be gone",
        A_WHILE,
        () -> Machine.processesNaming(muster.cluster("restored")),
        left -> left.stream().noneMatch(found -> found.command().contains("muster-agent.jar")));
    Files.writeString(state().resolve("epoch"), "40\n");
  }

  private Path state() {
    return muster.node("restored", "master-1").resolve("var/lib/muster");
  }
}
