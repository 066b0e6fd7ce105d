package org.muster.it;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The dashboard in a real browser, over a deployment that waits, fails and goes on. */
final class DashboardIT {
  private static final String MODULES =
      Path.of("src/test/resources/modules/dashboard").toAbsolutePath().toString();
  private static final String SHIFTS =
      "window.shifts = 0; new PerformanceObserver(list => list.getEntries()"
          + ".forEach(entry => { window.shifts += entry.value; }))"
          + ".observe({type: 'layout-shift', buffered: false})";
  private static final LocatorAssertions.ContainsTextOptions SOON =
      new LocatorAssertions.ContainsTextOptions().setTimeout(60_000);

  @TempDir private static Path temp;
  private static Chromium browser;
  private static Muster muster;
  private static Running launch;

  @BeforeAll
  static void begin() throws Exception {
    browser = Chromium.orSkip();
    muster = new Muster(temp);
    String spec = Clusters.of(temp, "store", "gather", "licence").write().toString();
    launch = muster.start("launch", "example", "-f", spec, "--module-path", MODULES);
    muster.awaitStep("example", "worker-1 licence setup", "failed");
    muster.awaitStep("example", "worker-2 gather setup", "running");
  }

  @AfterAll
  static void end() throws Exception {
    if (muster != null) {
      launch.close();
      muster.end();
    }
    if (browser != null) {
      browser.close();
    }
  }

  @Test
  void oneSeesWhoIsWaitedForReadsLogsByKeyboardAndWatchesItGoOn() throws Exception {
    Page page = browser.page(1280, 900);
    signIn(page);

    assertThat(page.locator("#wait-list"))
        .containsText("worker-2 setup of gather, which waits for file", SOON);
    assertThat(page.locator("#wait-list")).containsText("fetching <b>the index</b> & more");
    assertThat(page.locator("#failures"))
        .containsText("licence setup the licence <img src=x onerror=\"document.title = 1\"> has");
    assertThat(page.locator("#service-list a")).hasText("Store page");
    // Told apart without colours, and read aloud.
    assertThat(cell(page, "worker-1, licence setup: failed")).hasText("✗");
    assertThat(cell(page, "worker-1, gather setup: at a barrier")).hasText("‖");
    assertThat(cell(page, "worker-2, gather setup: running")).hasText("▶");
    assertThat(cell(page, "master-1, store init: succeeded")).hasText("✓");
    aLogIsReadByKeyboard(page);
    itGoesOnByItself(page);
    browser.assertQuiet(origin());
  }

  private static void aLogIsReadByKeyboard(Page page) {
    cell(page, "worker-2, gather setup").focus();
    page.keyboard().press("ArrowDown");
    page.keyboard().press("ArrowLeft");
    assertThat(cell(page, "worker-1, licence setup")).isFocused();
    page.keyboard().press("Enter");
    assertThat(page.locator("#log-title")).hasText("worker-1 · licence setup");
    assertThat(page.locator("#log-text")).containsText("checking the licence", SOON);
    assertThat(page.locator("#log-text")).containsText("— end —", SOON);
    page.keyboard().press("Escape");
    assertThat(page.locator("#log")).isHidden();
    assertThat(cell(page, "worker-1, licence setup")).isFocused();
  }

  private static void itGoesOnByItself(Page page) throws Exception {
    Locator waiting = cell(page, "worker-2, gather setup");
    page.evaluate(SHIFTS);

    Files.createFile(muster.node("example", "worker-2").resolve("go"));

    assertThat(waiting)
        .hasAttribute(
            "aria-label",
            Pattern.compile("worker-2, gather setup: succeeded.*"),
            new LocatorAssertions.HasAttributeOptions().setTimeout(60_000));
    assertThat(page.locator("#deployment")).containsText("launch d1 failed after", SOON);
    assertThat(page.locator("#timeline .critical")).not().hasCount(0);
    assertThat(((Number) page.evaluate("window.shifts")).doubleValue()).isLessThan(0.1);
  }

  @Test
  void aPhoneShowsItWithoutScrollingSideways() throws Exception {
    Page page = browser.page(390, 844);
    signIn(page);

    assertThat(cell(page, "master-1, store init")).isVisible();
    assertThat(page.evaluate("document.documentElement.scrollWidth")).isEqualTo(390);
    cell(page, "master-1, store init").click();
    assertThat(page.locator("#log-text")).containsText("installed", SOON);
    assertThat(page.evaluate("document.querySelector('#log').getBoundingClientRect().width"))
        .isEqualTo(390);
  }

  @Test
  void aWrongTokenIsToldAndNothingIsShown() throws Exception {
    Page page = browser.page(800, 600);
    page.navigate(origin());

    page.locator("#token").fill("guessed");
    page.keyboard().press("Enter");

    assertThat(page.locator("#refused")).containsText("not the one of this coordinator");
    assertThat(page.locator("#main")).isHidden();
    assertThat(page.locator("#token")).isFocused();
  }

  private static void signIn(Page page) throws Exception {
    page.navigate(origin());
    page.locator("#token").fill(Files.readString(muster.home().resolve("token")).strip());
    page.keyboard().press("Enter");
    assertThat(page.locator("#name")).containsText("example", SOON);
    assertThat(page.locator("#connection")).containsText("live", SOON);
  }

  /** The step whose label begins so. */
  private static Locator cell(Page page, String label) {
    return page.locator(".step[aria-label^=\"%s\"]".formatted(label));
  }

  private static String origin() throws Exception {
    return muster.coordinator().path("url").asText();
  }
}
