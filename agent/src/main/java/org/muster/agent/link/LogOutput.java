package org.muster.agent.link;

/** What a step has printed so far. */
public interface LogOutput {
  long length();

  /** Up to so many bytes from there on; none when nothing is there yet. */
  byte[] read(long from, int most);
}
