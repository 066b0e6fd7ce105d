package org.muster.ec2.query;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * The filters of a description: all must match, each by one of its values, in which * and ? count.
 */
public final class Filters {
  private static final String OF_TAG = "tag:";
  private static final String TAG_KEY = "tag-key";
  private static final int MOST_VALUES = 200;

  private record Filter(String name, List<Pattern> values) {}

  private final List<Filter> all = new ArrayList<>();

  /** Those that a call has. */
  public static Filters of(Parameters asked) {
    Filters filters = new Filters();
    int values = 0;
    for (Parameters part : asked.parts("Filter")) {
      List<Pattern> patterns = part.list("Value").stream().map(Filters::pattern).toList();
      values += patterns.size();
      filters.all.add(new Filter(part.required("Name"), patterns));
    }
    if (values > MOST_VALUES) {
      throw Ec2Refusal.of(
          "FilterLimitExceeded",
          "The maximum number of filter values specified on a single call is %d",
          MOST_VALUES);
    }
    return filters;
  }

  private static Pattern pattern(String value) {
    StringBuilder regex = new StringBuilder();
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      switch (c) {
        case '*' -> regex.append(".*");
        case '?' -> regex.append('.');
        default -> regex.append(Pattern.quote(String.valueOf(c)));
      }
    }
    return Pattern.compile(regex.toString(), Pattern.DOTALL);
  }

  /**
   * Whether something is meant.
   *
   * @param valuesOf what it has for a filter's name; empty for a name that the call does not know
   */
  public boolean match(
      Map<String, String> tags, Function<String, Optional<Collection<String>>> valuesOf) {
    return all.stream().allMatch(filter -> matches(filter, values(filter, tags, valuesOf)));
  }

  private static Collection<String> values(
      Filter filter,
      Map<String, String> tags,
      Function<String, Optional<Collection<String>>> valuesOf) {
    if (filter.name().equals(TAG_KEY)) {
      return tags.keySet();
    }
    if (filter.name().startsWith(OF_TAG)) {
      return Optional.ofNullable(tags.get(filter.name().substring(OF_TAG.length()))).stream()
          .toList();
    }
    return valuesOf
        .apply(filter.name())
        .orElseThrow(
            () ->
                Ec2Refusal.of(
                    "InvalidParameterValue", "The filter '%s' is invalid", filter.name()));
  }

  private static boolean matches(Filter filter, Collection<String> values) {
    return values.stream()
        .anyMatch(
            value -> filter.values().stream().anyMatch(each -> each.matcher(value).matches()));
  }
}
