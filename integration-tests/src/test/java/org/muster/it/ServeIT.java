package org.muster.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A coordinator that somebody lets serve, called from elsewhere. */
final class ServeIT {
  private static final Duration A_WHILE = Duration.ofMinutes(2);

  @TempDir private Path temp;

  @Test
  void beyondLoopbackItSpeaksTlsAndKnowsOperatorsAndViewers() throws Exception {
    Muster muster = new Muster(temp);
    try (Running serving = muster.start("coordinator", "serve", "--api-listen", "0.0.0.0:0")) {
      Path written = muster.home().resolve("coordinator.json");
      Eventually.see("it to serve", A_WHILE, () -> Files.exists(written), there -> there);
      String url = muster.coordinator().path("url").asText();
      assertThat(url).startsWith("https://127.0.0.1:");
      Muster caller = new Muster(temp.resolve("elsewhere"));

      assertThat(muster.succeed("status").output()).contains("No clusters");
      assertTheCallerNeedsTheAuthority(caller, url, token(muster, "token"));
      caller.with("MUSTER_CA", muster.home().resolve("ca/coordinators/certificate.pem").toString());
      assertThat(caller.succeed("status", "--coordinator", url).output()).contains("No clusters");
      assertAViewerOnlyLooks(caller, url, token(muster, "viewer.token"));

      muster.succeed("coordinator", "stop");
      assertThat(serving.end(A_WHILE).exitCode()).isZero();
    }
  }

  private static void assertTheCallerNeedsTheAuthority(Muster caller, String url, String token)
      throws Exception {
    Result stranger = caller.with("MUSTER_TOKEN", token).run("status", "--coordinator", url);

    assertThat(stranger.exitCode()).withFailMessage(stranger::toString).isEqualTo(3);
    assertThat(stranger.errors()).contains("PKIX path building failed");
  }

  private static void assertAViewerOnlyLooks(Muster caller, String url, String token)
      throws Exception {
    caller.with("MUSTER_TOKEN", token);
    assertThat(caller.succeed("status", "--coordinator", url).output()).contains("No clusters");

    Result refused = caller.run("join-data", "demo", "--coordinator", url);

    assertThat(refused.exitCode()).withFailMessage(refused::toString).isEqualTo(2);
    assertThat(refused.errors()).contains("this token is a viewer's");
  }

  @Test
  void allMistakesInTheSettingsAreSaidAtOnceAlsoWhenACommandStartsIt() throws Exception {
    Muster muster = new Muster(temp);
    Files.createDirectories(muster.home());
    Files.writeString(
        muster.home().resolve("coordinator.yaml"),
        "agents: { listen: '0.0.0.0:7077' }\nretention: { logs: forever }\n");

    Result serve = muster.run("coordinator", "serve", "--journal", "mysql://db");
    Result start = muster.run("coordinator", "start");

    assertThat(serve.exitCode()).withFailMessage(serve::toString).isEqualTo(2);
    assertThat(serve.errors())
        .contains("agents.advertise is missing", "retention.logs is 'forever'")
        .contains("journal.url is 'mysql://db' (from --journal)");
    assertThat(start.exitCode()).isEqualTo(3);
    assertThat(start.errors()).contains("agents.advertise is missing", "retention.logs");
    assertThat(muster.home().resolve("journal.db")).doesNotExist();
  }

  private static String token(Muster muster, String file) throws Exception {
    return Files.readString(muster.home().resolve(file)).strip();
  }
}
