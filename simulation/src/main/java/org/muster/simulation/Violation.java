package org.muster.simulation;

/**
 * What must never happen, and did.
 *
 * @param rule its number in the design; 0 when the code itself broke
 * @param at in milliseconds since the beginning
 */
record Violation(int rule, String sentence, long at) {
  @Override
  public String toString() {
    return "rule %d at %d ms: %s".formatted(rule, at, sentence);
  }
}
