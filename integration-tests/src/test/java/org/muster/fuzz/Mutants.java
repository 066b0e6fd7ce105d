package org.muster.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Inputs that are almost right: bytes of good ones, changed in a few places. */
final class Mutants {
  private static final int MOST_CHANGES = 6;
  private static final int LONGEST = 64 * 1024;
  private static final List<String> WORDS =
      List.of(
          "",
          "\n",
          "\r\n",
          "\0",
          "=",
          ":",
          ": ",
          "- ",
          "&a ",
          "*a",
          "{",
          "}",
          "[",
          "]",
          "\"",
          "\\",
          ",",
          "null",
          "true",
          "-1",
          "0",
          "1e999",
          "NaN",
          "99999999999999999999",
          "-9223372036854775808",
          "2147483648",
          "0x7f",
          "[[[[[[[[",
          "{\"a\":",
          "../",
          "/",
          "\uFEFF",
          "\uD83D\uDE00",
          "{{X}}",
          "%s",
          "!!int ",
          "<<: *a",
          "? ",
          "|",
          "---\n",
          "2026-13-45T99:99:99Z",
          "\u2028",
          "x".repeat(300));

  private final List<byte[]> good;
  private final Random random;

  Mutants(List<byte[]> good, Random random) {
    this.good = good;
    this.random = random;
  }

  byte[] next() {
    byte[] input = any();
    int changes = random.nextInt(MOST_CHANGES + 1);
    for (int i = 0; i < changes; i++) {
      input = changed(input);
    }
    return input.length > LONGEST ? Arrays.copyOf(input, LONGEST) : input;
  }

  private byte[] any() {
    return good.get(random.nextInt(good.size())).clone();
  }

  private byte[] changed(byte[] input) {
    int at = random.nextInt(input.length + 1);
    int to = Math.min(input.length, at + random.nextInt(32));
    return switch (random.nextInt(7)) {
      case 0 -> flipped(input);
      case 1 -> spliced(input, at, new byte[0], to); // left out
      case 2 -> spliced(input, at, word(), at);
      case 3 -> spliced(input, at, word(), to);
      case 4 -> Arrays.copyOf(input, at);
      case 5 -> spliced(input, at, piece(any()), at);
      default -> spliced(input, at, repeated(piece(input)), at);
    };
  }

  private byte[] flipped(byte[] input) {
    if (input.length > 0) {
      input[random.nextInt(input.length)] ^= (byte) (1 << random.nextInt(8));
    }
    return input;
  }

  private byte[] word() {
    return WORDS.get(random.nextInt(WORDS.size())).getBytes(UTF_8);
  }

  private byte[] piece(byte[] of) {
    int from = random.nextInt(of.length + 1);
    return Arrays.copyOfRange(of, from, Math.min(of.length, from + 1 + random.nextInt(64)));
  }

  private byte[] repeated(byte[] piece) {
    int times = 1 << random.nextInt(8);
    byte[] all = new byte[piece.length * times];
    for (int i = 0; i < times; i++) {
      System.arraycopy(piece, 0, all, i * piece.length, piece.length);
    }
    return all;
  }

  /** What is before {@code at}, the middle, and what is from {@code rest} on. */
  private static byte[] spliced(byte[] input, int at, byte[] middle, int rest) {
    byte[] all = new byte[at + middle.length + input.length - rest];
    System.arraycopy(input, 0, all, 0, at);
    System.arraycopy(middle, 0, all, at, middle.length);
    System.arraycopy(input, rest, all, at + middle.length, input.length - rest);
    return all;
  }
}
