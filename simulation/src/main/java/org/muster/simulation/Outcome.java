package org.muster.simulation;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What came of a run.
 *
 * @param hash of its history
 * @param lines the end of its history in words, when that was wanted
 */
record Outcome(
    Scenario scenario,
    Optional<Violation> violation,
    Optional<RuntimeException> cause,
    long hash,
    long happened,
    Map<Fault.Kind, Integer> struck,
    Map<Point, Integer> hit,
    List<String> lines) {}
