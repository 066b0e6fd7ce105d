package org.muster.coordinator.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.muster.coordinator.link.TestAgent.Wire;
import org.muster.error.ErrorCode;
import org.muster.protocol.AgentMessage.Pulse;
import org.muster.protocol.CoordinatorMessage.Ping;
import org.muster.protocol.CoordinatorMessage.Refused;
import org.muster.protocol.JoinAnswer.JoinLater;

/** With a fast pace, on the real clock. */
final class PaceTest {
  private static final Duration QUICK = Duration.ofMillis(50);
  private static final Duration PATIENT = Duration.ofSeconds(10);

  @TempDir Path home;
  private LinkFixture link;

  @AfterEach
  void stop() throws Exception {
    link.close();
  }

  @Test
  void anAgentThatAnswersIsAskedAgainAndAgain() throws Exception {
    link = new LinkFixture(home, QUICK, PATIENT);
    Wire wire = link.member("worker-1").connectAndSayHello();
    link.events.next("connected");

    for (long beat = 1; beat <= 2 * Heartbeat.MISSED_AT_MOST; beat++) {
      assertThat(wire.hear(Ping.class).sequence()).isEqualTo(beat);
      wire.say(new Pulse(beat));
      assertThat(link.events.next("received").message()).isEqualTo(new Pulse(beat));
    }
  }

  @Test
  void anAgentThatGivesNoSignOfLifeIsGivenUp() throws Exception {
    link = new LinkFixture(home, QUICK, PATIENT);
    Wire wire = link.member("worker-1").connectAndSayHello();
    link.events.next("connected");

    for (int beat = 0; beat < Heartbeat.MISSED_AT_MOST; beat++) {
      wire.hear(Ping.class);
    }

    assertThat(wire.hear(Refused.class).code()).isEqualTo(ErrorCode.NODE_UNREACHABLE);
    wire.awaitEnd();
    assertThat(link.events.next("closed").why()).contains("no sign of life");
  }

  @Test
  void aNodeThatConnectsAndSaysNothingIsGivenUp() throws Exception {
    link = new LinkFixture(home, PATIENT, Duration.ofSeconds(1));
    Wire wire = link.member("worker-1").connect();

    assertThat(wire.hear(Refused.class).reason()).contains("hello");
    wire.awaitEnd();
    assertThat(link.events.isQuiet()).isTrue();
  }

  @Test
  void aStrangerThatConnectsAndSaysNothingIsGivenUp() throws Exception {
    link = new LinkFixture(home, PATIENT, QUICK);
    Wire wire = link.stranger("i-1").connect();

    assertThat(wire.answer(JoinLater.class).reason()).contains("too long");
    wire.awaitEnd();
  }

  @Test
  void aConnectionEndsWithItsCertificate() throws Exception {
    link = new LinkFixture(home, QUICK, PATIENT);
    Wire wire = link.member("worker-1").connectAndSayHello();
    link.events.next("connected");

    link.passTime(Duration.ofDays(2));

    wire.awaitEnd();
    assertThat(link.events.next("closed").why()).contains("certificate has expired");
  }
}
