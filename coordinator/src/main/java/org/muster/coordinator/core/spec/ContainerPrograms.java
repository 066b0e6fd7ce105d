package org.muster.coordinator.core.spec;

import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/** The programs that nodes in containers need of their machine, and where they come from. */
public final class ContainerPrograms {
  private static final SortedMap<String, String> PACKAGES =
      new TreeMap<>(
          Map.of(
              "ip", "iproute2",
              "losetup", "mount",
              "mmdebstrap", "mmdebstrap",
              "mount", "mount",
              "nsenter", "util-linux",
              "runc", "runc",
              "unshare", "util-linux"));

  private ContainerPrograms() {}

  /** Those that are not there. */
  public static SortedSet<String> missing(Predicate<String> isThere) {
    SortedSet<String> missing = new TreeSet<>(PACKAGES.keySet());
    missing.removeIf(isThere);
    return missing;
  }

  /** The one command that installs them, on Debian and its kin. */
  public static String installing(SortedSet<String> programs) {
    SortedSet<String> packages = new TreeSet<>();
    programs.forEach(program -> packages.add(PACKAGES.getOrDefault(program, program)));
    return "apt-get install -y --no-install-recommends " + String.join(" ", packages);
  }
}
