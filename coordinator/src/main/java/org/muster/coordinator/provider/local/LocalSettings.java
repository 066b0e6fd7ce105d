package org.muster.coordinator.provider.local;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.Optional;
import org.muster.crash.CrashPoints;

/**
 * What the machine gives to its nodes.
 *
 * @param home of Muster; nodes live below {@code clusters} in it
 * @param agentJar the agent's program
 * @param agentArchive class data that lets an agent start quickly
 * @param store content-addressed store that nodes link files from
 * @param java the program that runs agents: a path, or a name to find in the system's path
 * @param daemonJava home of the Java that scripts and daemons get, see {@link DaemonJava}
 * @param crashes of this process; agents have files of their own beside it
 */
public record LocalSettings(
    Path home,
    Path agentJar,
    Optional<Path> agentArchive,
    Path store,
    String java,
    Path daemonJava,
    CrashPoints crashes) {
  public LocalSettings {
    home = home.toAbsolutePath().normalize();
    agentJar = agentJar.toAbsolutePath().normalize();
    agentArchive = agentArchive.map(path -> path.toAbsolutePath().normalize());
    store = store.toAbsolutePath().normalize();
    requireNonNull(java, "java is null");
    daemonJava = daemonJava.toAbsolutePath().normalize();
    requireNonNull(crashes, "crashes is null");
  }
}
