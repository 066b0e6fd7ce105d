package org.muster.ec2.query;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A part of a long answer.
 *
 * @param next what asks for the rest
 */
public record Page<T>(List<T> items, Optional<String> next) {
  private static final String PREFIX = "from:";
  private static final int LEAST = 5;
  private static final int MOST = 1000;

  public Page {
    items = List.copyOf(items);
  }

  /**
   * What a call with {@code MaxResults} and {@code NextToken} is to have of all there is.
   *
   * @param ids what must not be named together with {@code MaxResults}
   */
  public static <T> Page<T> of(Parameters asked, String ids, List<T> all) {
    OptionalInt size = asked.number("MaxResults");
    if (size.isPresent() && !asked.list(ids).isEmpty()) {
      throw Ec2Refusal.of(
          "InvalidParameterCombination",
          "The parameter %s cannot be used with the parameter maxResults",
          ids);
    }
    if (size.isPresent() && (size.getAsInt() < LEAST || size.getAsInt() > MOST)) {
      throw Ec2Refusal.of(
          "InvalidParameterValue",
          "Value ( %d ) for parameter maxResults is invalid. Expecting a value between %d and %d.",
          size.getAsInt(),
          LEAST,
          MOST);
    }
    int from = Math.min(all.size(), asked.text("NextToken").map(Page::position).orElse(0));
    int to = Math.min(all.size(), from + size.orElse(MOST));
    return new Page<>(
        all.subList(from, to), to < all.size() ? Optional.of(token(to)) : Optional.empty());
  }

  private static String token(int position) {
    return Base64.getEncoder()
        .encodeToString((PREFIX + position).getBytes(StandardCharsets.US_ASCII));
  }

  private static int position(String token) {
    try {
      String text = new String(Base64.getDecoder().decode(token), StandardCharsets.US_ASCII);
      if (text.startsWith(PREFIX)) {
        return Integer.parseInt(text.substring(PREFIX.length()));
      }
      throw Ec2Refusal.invalid("nextToken", token);
    } catch (IllegalArgumentException e) {
      throw Ec2Refusal.invalid("nextToken", token);
    }
  }
}
