package org.muster.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Assumptions;

/** The system's own browser; nothing is downloaded. It remembers what no page should do. */
final class Chromium implements AutoCloseable {
  private static final Path PROGRAM = Path.of("/usr/bin/chromium");
  private static final List<String> FLAGS =
      List.of(
          "--headless",
          "--no-sandbox",
          "--disable-gpu",
          "--disable-quic",
          "--no-first-run",
          "--disable-background-networking",
          "--disable-component-update",
          "--disable-sync");

  private final Playwright playwright;
  private final Browser browser;
  private final List<String> troubles = new CopyOnWriteArrayList<>();
  private final List<String> addresses = new CopyOnWriteArrayList<>();

  private Chromium(Playwright playwright, Browser browser) {
    this.playwright = playwright;
    this.browser = browser;
  }

  /** Skips the test where there is none. */
  static Chromium orSkip() {
    Assumptions.assumeTrue(
        Files.isExecutable(PROGRAM),
        PROGRAM + " is not installed; 'apt-get install chromium' lets this test run");
    Map<String, String> environment = Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
    Playwright playwright = Playwright.create(new Playwright.CreateOptions().setEnv(environment));
    Browser browser =
        playwright
            .chromium()
            .launch(new BrowserType.LaunchOptions().setExecutablePath(PROGRAM).setArgs(FLAGS));
    return new Chromium(playwright, browser);
  }

  Page page(int width, int height) {
    BrowserContext context =
        browser.newContext(new Browser.NewContextOptions().setViewportSize(width, height));
    Page page = context.newPage();
    page.onPageError(error -> troubles.add("script: " + error));
    page.onDialog(
        dialog -> {
          troubles.add("dialog: " + dialog.message());
          dialog.dismiss();
        });
    page.onConsoleMessage(
        message -> {
          // A wrong token is refused with 401, which the browser writes there by itself.
          if (message.type().equals("error") && !message.text().contains("401")) {
            troubles.add("console: " + message.text());
          }
        });
    page.onRequest(request -> addresses.add(request.url()));
    return page;
  }

  /** Fails when a script broke, or anything but this origin was asked. */
  void assertQuiet(String origin) {
    assertThat(troubles).isEmpty();
    assertThat(addresses)
        .isNotEmpty()
        .allMatch(address -> address.startsWith(origin) || address.startsWith("data:"));
  }

  @Override
  public void close() {
    browser.close();
    playwright.close();
  }
}
