package org.muster.time;

import java.time.InstantSource;

/** The clock of this machine: for whoever puts a process together, and nobody inside it. */
public final class RealTime {
  private RealTime() {}

  public static InstantSource clock() {
    return InstantSource.system();
  }

  /** A clock that does not jump when somebody sets that of the machine. */
  public static InstantSource steadyClock() {
    return new SteadyClock(InstantSource.system(), System::nanoTime);
  }
}
