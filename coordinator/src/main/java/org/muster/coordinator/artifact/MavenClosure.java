package org.muster.coordinator.artifact;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Jars from Maven repositories: some artifacts with all that they need at run time, laid out as
 * {@code jars/<artifactId>-<version>[-<classifier>].jar}.
 *
 * @param coordinates {@code group:artifact:version}, or with a classifier {@code
 *     group:artifact:jar:classifier:version}
 * @param boms {@code group:artifact:version} of poms whose managed versions hold for what the
 *     coordinates need; the first that manages an artifact wins
 * @param excludes {@code group:artifact} to leave out, with all that only they need; either part
 *     may be {@code *}
 * @param unzip folders of jars to lay out as files
 */
public record MavenClosure(
    List<String> coordinates, List<String> boms, List<String> excludes, List<Unzip> unzip) {
  public static final MavenClosure NONE =
      new MavenClosure(List.of(), List.of(), List.of(), List.of());

  private static final Pattern MOVING = Pattern.compile(".*-SNAPSHOT|LATEST|RELEASE|[\\[(].*");

  public MavenClosure {
    coordinates = coordinates == null ? List.of() : List.copyOf(coordinates);
    boms = boms == null ? List.of() : List.copyOf(boms);
    excludes = excludes == null ? List.of() : List.copyOf(excludes);
    unzip = unzip == null ? List.of() : List.copyOf(unzip);
    coordinates.forEach(coordinate -> check(coordinate, 3, 5));
    boms.forEach(coordinate -> check(coordinate, 3, 3));
    excludes.forEach(coordinate -> check(coordinate, 2, 2));
  }

  @JsonIgnore
  public boolean isEmpty() {
    return coordinates.isEmpty() && unzip.isEmpty();
  }

  /** Whether the same coordinates always mean the same files. */
  @JsonIgnore
  boolean isFixed() {
    return coordinates.stream()
        .map(coordinate -> coordinate.substring(coordinate.lastIndexOf(':') + 1))
        .noneMatch(version -> MOVING.matcher(version).matches());
  }

  /**
   * A folder inside a jar that is wanted as files.
   *
   * @param coordinate the jar; what it needs is not resolved
   * @param path the folder in the jar
   * @param to where its content goes in the tree; empty for the root
   */
  public record Unzip(String coordinate, String path, String to) {
    public Unzip {
      check(coordinate, 3, 5);
      requireNonNull(path, "path is null");
      to = to == null ? "" : to;
    }
  }

  private static void check(String coordinate, int fewest, int most) {
    requireNonNull(coordinate, "coordinate is null");
    int parts = coordinate.split(":", -1).length;
    if (parts < fewest || parts > most || !coordinate.matches("[^\\s:]+(:[^\\s:]+)*")) {
      throw new IllegalArgumentException(
          "'%s' is no Maven coordinate of the form %s"
              .formatted(coordinate, fewest == 2 ? "group:artifact" : "group:artifact:version"));
    }
  }
}
