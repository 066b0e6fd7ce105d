package org.muster.coordinator.provider.local;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The loopback addresses of one cluster: {@code 127.second.third.1} to {@code .254}. */
public record AddressBlock(int second, int third) {
  public static final int SIZE = 254;
  private static final Pattern TEXT = Pattern.compile("127\\.(\\d{1,3})\\.(\\d{1,3})");

  public AddressBlock {
    if (second < 0 || second > 255 || third < 0 || third > 255) {
      throw new IllegalArgumentException(
          "127.%d.%d is no block of addresses".formatted(second, third));
    }
  }

  public static AddressBlock parse(String text) {
    Matcher parts = TEXT.matcher(text.strip());
    if (!parts.matches()) {
      throw new IllegalArgumentException("'%s' is no block of loopback addresses".formatted(text));
    }
    return new AddressBlock(Integer.parseInt(parts.group(1)), Integer.parseInt(parts.group(2)));
  }

  public String address(int hostNumber) {
    if (hostNumber < 1 || hostNumber > SIZE) {
      throw new IllegalArgumentException("%s.%d is no address".formatted(this, hostNumber));
    }
    return "%s.%d".formatted(this, hostNumber);
  }

  @Override
  public String toString() {
    return "127.%d.%d".formatted(second, third);
  }
}
