package org.muster.ec2.query;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a call says, or a part of it. Lists are spelled with numbers: {@code InstanceId.1}, {@code
 * Filter.1.Value.2}.
 *
 * @param path of the part, for messages; empty for the whole
 */
public record Parameters(String path, SortedMap<String, String> all) {
  public Parameters {
    all = new TreeMap<>(all);
  }

  /** Reads a body of type {@code application/x-www-form-urlencoded}. */
  public static Parameters parse(String form) {
    SortedMap<String, String> all = new TreeMap<>();
    for (String pair : form.split("&")) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        all.put(decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1)));
      }
    }
    return new Parameters("", all);
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  public Optional<String> text(String name) {
    return Optional.ofNullable(all.get(name));
  }

  /** The same for what some callers leave empty when they don't say it. */
  public Optional<String> said(String name) {
    return text(name).filter(value -> !value.isEmpty());
  }

  public String required(String name) {
    return said(name).orElseThrow(() -> Ec2Refusal.missing(path + name));
  }

  public OptionalInt number(String name) {
    return text(name).map(value -> OptionalInt.of(number(name, value))).orElse(OptionalInt.empty());
  }

  private int number(String name, String value) {
    try {
      return Integer.parseInt(value);
    } catch (NumberFormatException e) {
      throw Ec2Refusal.invalid(path + name, value);
    }
  }

  public Optional<Boolean> flag(String name) {
    return text(name).map(value -> flag(name, value));
  }

  private boolean flag(String name, String value) {
    return switch (value) {
      case "true" -> true;
      case "false" -> false;
      default -> throw Ec2Refusal.invalid(path + name, value);
    };
  }

  /** In the order of their numbers. */
  public List<String> list(String name) {
    List<String> values = new ArrayList<>();
    for (Parameters part : parts(name)) {
      part.text("").ifPresent(values::add);
    }
    return values;
  }

  /** The numbered parts of a list, in the order of their numbers. */
  public List<Parameters> parts(String name) {
    Map<Integer, SortedMap<String, String>> parts = new TreeMap<>();
    String prefix = name + ".";
    all.tailMap(prefix).entrySet().stream()
        .takeWhile(entry -> entry.getKey().startsWith(prefix))
        .forEach(
            entry -> {
              String rest = entry.getKey().substring(prefix.length());
              int dot = rest.indexOf('.');
              String index = dot < 0 ? rest : rest.substring(0, dot);
              parts
                  .computeIfAbsent(number(entry.getKey(), index), first -> new TreeMap<>())
                  .put(dot < 0 ? "" : rest.substring(dot + 1), entry.getValue());
            });
    List<Parameters> found = new ArrayList<>();
    parts.forEach((index, part) -> found.add(new Parameters(path + prefix + index + ".", part)));
    return found;
  }

  /** The part that is called so; empty when nothing of it is said. */
  public Parameters inside(String name) {
    String prefix = name + ".";
    SortedMap<String, String> part = new TreeMap<>();
    all.forEach(
        (key, value) -> {
          if (key.startsWith(prefix)) {
            part.put(key.substring(prefix.length()), value);
          }
        });
    return new Parameters(path + prefix, part);
  }

  public boolean isEmpty() {
    return all.isEmpty();
  }
}
