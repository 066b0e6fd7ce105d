package org.muster.coordinator.cli;

import static java.util.Objects.requireNonNull;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** Programs of the machine of whoever types. */
record Programs(Surroundings surroundings) {
  Programs {
    requireNonNull(surroundings, "surroundings is null");
  }

  /** Where the search path has it. */
  Optional<Path> find(String program) {
    return Stream.of(surroundings.variable("PATH").split(File.pathSeparator))
        .map(folder -> Path.of(folder, program))
        .filter(Files::isExecutable)
        .findFirst();
  }
}
