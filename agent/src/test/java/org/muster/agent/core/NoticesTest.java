package org.muster.agent.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.muster.protocol.AgentMessage;
import org.muster.protocol.CoordinatorMessage.NoticeStored;
import org.muster.protocol.CoordinatorMessage.Welcome;
import org.muster.protocol.InstanceNotice;
import org.muster.protocol.NodeId;
import org.muster.protocol.ProtocolRange;

final class NoticesTest {
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final InstanceNotice END = InstanceNotice.interruption("terminate", NOON);
  private static final InstanceNotice HINT = InstanceNotice.rebalance(NOON);

  private final Notices notices = new Notices();

  @Test
  void aNewNoticeIsSaidOnce() {
    connect(ProtocolRange.WITH_NOTICES);

    assertThat(notices.seen(END)).contains(new AgentMessage.NoticeSeen(END));
    assertThat(notices.seen(END)).isEmpty();
    assertThat(notices.seen(HINT)).contains(new AgentMessage.NoticeSeen(HINT));
    assertThat(notices.seen(HINT)).isEmpty();
  }

  @Test
  void oneOfAnotherTimeIsNew() {
    InstanceNotice earlier = InstanceNotice.interruption("stop", NOON.minusSeconds(60));
    connect(ProtocolRange.WITH_NOTICES);
    assertThat(notices.seen(END)).isPresent();

    assertThat(notices.seen(earlier)).contains(new AgentMessage.NoticeSeen(earlier));
  }

  @Test
  void whatWasSeenWhileNobodyHeardIsSaidOnceSomebodyDoes() {
    assertThat(notices.seen(HINT)).isEmpty();
    assertThat(notices.seen(END)).isEmpty();

    assertThat(connect(ProtocolRange.WITH_NOTICES))
        .containsExactly(new AgentMessage.NoticeSeen(END), new AgentMessage.NoticeSeen(HINT));
  }

  @Test
  void itIsSaidOnEveryConnectionUntilItIsStored() {
    connect(ProtocolRange.WITH_NOTICES);
    assertThat(notices.seen(END)).isPresent();
    notices.disconnected();
    assertThat(connect(ProtocolRange.WITH_NOTICES))
        .containsExactly(new AgentMessage.NoticeSeen(END));

    notices.stored(new NoticeStored(END));

    notices.disconnected();
    assertThat(connect(ProtocolRange.WITH_NOTICES)).isEmpty();
    assertThat(notices.seen(END)).isEmpty();
  }

  @Test
  void anOlderCoordinatorIsSparedAMessageThatItCannotRead() {
    assertThat(notices.seen(END)).isEmpty();

    assertThat(connect(ProtocolRange.WITH_MEMBERSHIP_BY_HASH)).isEmpty();
    assertThat(notices.seen(HINT)).isEmpty();
    notices.disconnected();

    assertThat(connect(ProtocolRange.WITH_NOTICES)).hasSize(2);
  }

  private List<AgentMessage> connect(int protocol) {
    return notices.welcomed(new Welcome(protocol, 1, new NodeId("worker-1"), "test"));
  }
}
