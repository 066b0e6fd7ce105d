package org.muster.simulation;

/**
 * What the network does all the time.
 *
 * @param slowest delay of a message, in milliseconds
 * @param doubled messages of a thousand that come a second time, later
 * @param overtaken messages of a thousand that later ones overtake
 * @param cuts messages of a thousand that are lost, and their connection with them
 */
record Noise(int slowest, int doubled, int overtaken, int cuts) {
  static final Noise NONE = new Noise(1, 0, 0, 0);
}
