package org.muster.coordinator.core.spec;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How many of a set are enough: a number such as {@code 3} or a share such as {@code 95%}. */
public record Quorum(int amount, boolean isPercent) {
  public static final Quorum ALL = new Quorum(100, true);

  private static final Pattern FORM = Pattern.compile("([0-9]{1,6})(%?)");

  public Quorum {
    if (amount < 1 || (isPercent && amount > 100)) {
      throw new IllegalArgumentException(
          "quorum '%d%s' must be 1%% to 100%%, or a number of nodes from 1"
              .formatted(amount, isPercent ? "%" : ""));
    }
  }

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public static Quorum parse(String text) {
    Matcher form = FORM.matcher(text.strip());
    if (!form.matches()) {
      throw new IllegalArgumentException(
          "quorum '%s' must be a share such as 95%% or a number of nodes".formatted(text));
    }
    return new Quorum(Integer.parseInt(form.group(1)), !form.group(2).isEmpty());
  }

  /** How many of so many members are enough; never more than there are. */
  public int of(int members) {
    int wanted = isPercent ? (int) ((members * (long) amount + 99) / 100) : amount;
    return Math.min(wanted, members);
  }

  @JsonValue
  @Override
  public String toString() {
    return isPercent ? amount + "%" : Integer.toString(amount);
  }
}
