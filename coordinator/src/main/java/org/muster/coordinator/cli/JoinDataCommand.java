package org.muster.coordinator.cli;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.Callable;
import org.muster.error.ErrorCode;
import org.muster.error.MusterException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code muster join-data}. */
@Command(
    name = "join-data",
    description = {
      "Print what machines that you boot yourself have to be told to join a static cluster.",
      "It holds a join token: give it to these machines, and to nobody else."
    },
    footer = {
      "",
      "Examples:",
      "  muster join-data demo --output agent.json       a file for its owner alone",
      "  muster join-data demo | ssh host 'umask 077; cat > /var/lib/muster/agent.json'"
    })
final class JoinDataCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Mixin private GlobalOptions global;

  @Parameters(index = "0", paramLabel = "NAME", description = "Name of the cluster.")
  private String name;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "Write it to this new file, which only its owner can read.")
  private Path output;

  JoinDataCommand(Surroundings surroundings) {
    this.surroundings = requireNonNull(surroundings, "surroundings is null");
  }

  @Override
  public Integer call() {
    Session session = global.session(surroundings);
    byte[] data = session.api().getBytes("/clusters/%s/join-data".formatted(name));
    if (output == null) {
      session.screen().write(new String(data, StandardCharsets.UTF_8).strip() + "\n");
      return ExitCode.DONE;
    }
    write(data);
    session.screen().note("Put %s on each machine, and start its agent with it.".formatted(output));
    return ExitCode.DONE;
  }

  private void write(byte[] data) {
    try {
      Files.createFile(
          output,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.write(output, data);
    } catch (FileAlreadyExistsException e) {
      throw new MusterException(
          ErrorCode.INVALID_INPUT,
          "%s is there already; remove it, or name another file".formatted(output),
          e);
    } catch (IOException e) {
      throw new MusterException(
          ErrorCode.ENVIRONMENT, "writing %s: %s".formatted(output, e.getMessage()), e);
    }
  }
}
