package org.muster.coordinator.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.muster.protocol.AgentMessage;
import org.muster.protocol.AgentMessage.Hello;

/** Keeps what the link tells, in order, and welcomes nobody by itself. */
final class RecordingEvents implements AgentEvents {
  private static final int PATIENCE_SECONDS = 10;

  /** One call. Hello stands for connected, and no message for closed. */
  record Told(String what, AgentConnection connection, AgentMessage message, String why) {}

  private final BlockingQueue<Told> told = new LinkedBlockingQueue<>();

  @Override
  public void connected(AgentConnection connection, Hello hello) {
    told.add(new Told("connected", connection, hello, ""));
  }

  @Override
  public void received(AgentConnection connection, AgentMessage message) {
    told.add(new Told("received", connection, message, ""));
  }

  @Override
  public void closed(AgentConnection connection, String why) {
    told.add(new Told("closed", connection, null, why));
  }

  Told next(String what) throws InterruptedException {
    Told next = told.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
    assertThat(next).as("waiting for '%s'", what).isNotNull();
    assertThat(next.what()).as("%s", next).isEqualTo(what);
    return next;
  }

  boolean isQuiet() {
    return told.isEmpty();
  }
}
