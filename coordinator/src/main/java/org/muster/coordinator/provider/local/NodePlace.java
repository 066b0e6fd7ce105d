package org.muster.coordinator.provider.local;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import org.muster.coordinator.provider.PrivateFile;

/** Where the things of one node are: its root, which holds all of them. */
public record NodePlace(Path root) {
  private static final List<String> FOLDERS =
      List.of("etc/profile.d", "mnt", "opt", "root", "tmp", "usr/local/bin", "var/log/muster");

  /** The agent's own directory. Every process of the node carries its path. */
  public Path state() {
    return root.resolve("var/lib/muster");
  }

  public Path config() {
    return state().resolve("agent.json");
  }

  public Path agentPid() {
    return state().resolve("agent.pid");
  }

  Path agentLog() {
    return root.resolve("var/log/muster/agent.log");
  }

  Path dataDirectory() {
    return root.resolve("mnt");
  }

  private Path recordFile() {
    return state().resolve("node.json");
  }

  void create() throws IOException {
    for (String folder : FOLDERS) {
      Files.createDirectories(root.resolve(folder));
    }
    createState();
  }

  /** The agent's own directory, and nothing else. */
  public void createState() throws IOException {
    Files.createDirectories(
        state(),
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
  }

  /** Empty when there is no such node, or its directory was never finished. */
  public Optional<NodeRecord> record() throws IOException {
    Optional<String> text = PrivateFile.read(recordFile());
    return text.isPresent() ? Optional.of(NodeRecord.parse(text.get())) : Optional.empty();
  }

  public void write(NodeRecord record) throws IOException {
    PrivateFile.replace(recordFile(), record.json());
  }

  /** Forgets what ran: after a boot, the numbers in these files are those of strangers. */
  void forgetProcesses() throws IOException {
    Files.deleteIfExists(agentPid());
    Path daemons = state().resolve("daemons");
    if (!Files.isDirectory(daemons)) {
      return;
    }
    try (DirectoryStream<Path> each = Files.newDirectoryStream(daemons)) {
      for (Path daemon : each) {
        Files.deleteIfExists(daemon.resolve("pid"));
      }
    }
  }
}
