package org.muster.ec2.call;

import java.util.Set;
import java.util.TreeSet;

/** Which parameters a call takes; N stands for the number in a list. */
final class Takes {
  private static final Set<String> BY_ALL = Set.of("Action", "Version", "DryRun");
  private static final Set<String> BY_DESCRIPTIONS =
      Set.of("Filter.N.Name", "Filter.N.Value.N", "MaxResults", "NextToken");
  private static final Set<String> TAGS = Set.of("Tag.N.Key", "Tag.N.Value");
  private static final String SPECIFIED = "TagSpecification.N.";

  private Takes() {}

  /** These, and those that all calls take. */
  static Set<String> of(String... names) {
    Set<String> all = new TreeSet<>(BY_ALL);
    all.addAll(Set.of(names));
    return all;
  }

  /** These, filters and pages. */
  static Set<String> described(String... names) {
    return with(BY_DESCRIPTIONS, names);
  }

  /** These, and tags for what is there. */
  static Set<String> tags(String... names) {
    return with(TAGS, names);
  }

  /** These, and tags for what is made. */
  static Set<String> tagged(String... names) {
    Set<String> all = of(names);
    all.add(SPECIFIED + "ResourceType");
    TAGS.forEach(each -> all.add(SPECIFIED + each));
    return all;
  }

  private static Set<String> with(Set<String> more, String... names) {
    Set<String> all = of(names);
    all.addAll(more);
    return all;
  }
}
