package org.muster.coordinator.cli;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.muster.error.ErrorCode;
import org.muster.error.MusterException;

/** The browser of whoever types, by the program that every desktop has for it. */
final class Browser {
  private static final String OPENER = "xdg-open";

  private final Surroundings surroundings;

  Browser(Surroundings surroundings) {
    this.surroundings = requireNonNull(surroundings, "surroundings is null");
  }

  /** Opens what of these addresses is a page. */
  void open(List<String> urls) {
    List<String> pages = urls.stream().filter(url -> url.matches("https?:.*")).toList();
    if (pages.isEmpty()) {
      throw new MusterException(
          ErrorCode.INVALID_INPUT,
          "%s is no page that a browser could open".formatted(String.join(", ", urls)));
    }
    Path opener =
        new Programs(surroundings)
            .find(OPENER)
            .orElseThrow(
                () ->
                    new MusterException(
                        ErrorCode.ENVIRONMENT,
                        "there is no %s on this machine to open %s with; install xdg-utils, or copy the address"
                            .formatted(OPENER, pages.get(0))));
    pages.forEach(page -> open(opener, page));
  }

  private static void open(Path opener, String page) {
    try {
      new ProcessBuilder(opener.toString(), page)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .redirectError(ProcessBuilder.Redirect.DISCARD)
          .start();
    } catch (IOException e) {
      throw new MusterException(
          ErrorCode.ENVIRONMENT, "opening %s: %s".formatted(page, e.getMessage()), e);
    }
  }
}
