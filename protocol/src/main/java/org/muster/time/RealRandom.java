package org.muster.time;

import java.security.SecureRandom;
import java.util.random.RandomGenerator;

/** The dice of this machine: for whoever puts a process together, and nobody inside it. */
public final class RealRandom {
  private RealRandom() {}

  /** Random numbers that nobody can guess; their source is slow to open, and opened when needed. */
  public static RandomGenerator lazily() {
    return () -> Source.RANDOM.nextLong();
  }

  private static final class Source {
    static final SecureRandom RANDOM = new SecureRandom();
  }
}
