package org.muster.simulation;

import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;

/**
 * What a campaign is to do.
 *
 * @param seeds how many; 0 for as many as the time allows
 * @param minutes for how long; 0 for as long as it takes
 * @param isOne whether only the first seed is run, and shown in all detail
 */
record SimulateOptions(
    long seed, long seeds, long minutes, int threads, boolean isOne, Path report) {

  static SimulateOptions of(List<String> arguments) {
    long seed = 1;
    long seeds = 0;
    long minutes = 0;
    int threads = 2;
    boolean isOne = false;
    Path report = Path.of("benchmarks", "target", "simulate.json");
    Iterator<String> words = arguments.iterator();
    while (words.hasNext()) {
      String option = words.next();
      if (!words.hasNext()) {
        throw new IllegalArgumentException("option '%s' needs a value".formatted(option));
      }
      String value = words.next();
      switch (option) {
        case "--seed" -> seed = Long.parseLong(value);
        case "--seeds" -> seeds = Long.parseLong(value);
        case "--minutes" -> minutes = Long.parseLong(value);
        case "--threads" -> threads = Integer.parseInt(value);
        case "--report" -> report = Path.of(value);
        case "--show" -> {
          seed = Long.parseLong(value);
          isOne = true;
        }
        default -> throw new IllegalArgumentException("there is no option '%s'".formatted(option));
      }
    }
    return new SimulateOptions(
        seed, seeds == 0 && minutes == 0 ? 10_000 : seeds, minutes, threads, isOne, report);
  }
}
