package org.muster.simulation;

/**
 * How nodes come to be there.
 *
 * @param ready how many workers a launch goes on with
 * @param late machines of a thousand that take minutes to boot, or never do
 */
record Arrival(String ready, int late) {
  static final Arrival PROMPT = new Arrival("100%", 0);

  /** So long after its order a machine is not started any more by the end of any run. */
  private static final int NEVER = 10_000_000;

  static Arrival of(long seed) {
    Dice dice = Dice.of(seed, "arrival");
    boolean isQuorum = Dice.of(seed, "spec").often(150) || dice.often(250);
    return new Arrival(isQuorum ? "60%" : "100%", dice.often(300) ? dice.between(50, 500) : 0);
  }

  /** How long a machine takes longer than others to boot for the first time, in milliseconds. */
  int delay(Dice dice) {
    if (!dice.often(late)) {
      return 0;
    }
    return dice.often(300) ? NEVER : dice.between(5_000, 400_000);
  }
}
