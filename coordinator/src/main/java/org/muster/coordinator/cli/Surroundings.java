package org.muster.coordinator.cli;

import static java.util.Objects.requireNonNull;

import java.io.InputStream;
import java.time.InstantSource;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.muster.time.Pause;

/**
 * What a command finds around itself.
 *
 * @param variables of the process's environment
 * @param input where answers to questions come from
 */
record Surroundings(
    Map<String, String> variables,
    Screen screen,
    InputStream input,
    Home home,
    InstantSource clock,
    Pause pause,
    RandomGenerator random,
    Server server) {
  Surroundings {
    variables = Map.copyOf(variables);
    requireNonNull(screen, "screen is null");
    requireNonNull(input, "input is null");
    requireNonNull(home, "home is null");
    requireNonNull(clock, "clock is null");
    requireNonNull(pause, "pause is null");
    requireNonNull(random, "random is null");
    requireNonNull(server, "server is null");
  }

  String variable(String name) {
    return variables.getOrDefault(name, "");
  }
}
