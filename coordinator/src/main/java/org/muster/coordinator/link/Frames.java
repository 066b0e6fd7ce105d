package org.muster.coordinator.link;

import java.util.ArrayList;
import java.util.List;
import org.muster.protocol.Codec;
import org.muster.protocol.CoordinatorMessage;
import org.muster.protocol.CoordinatorMessage.Briefing;
import org.muster.protocol.CoordinatorMessage.MembersGiven;

/**
 * Messages as text. What is long and goes to thousands of agents alike is written once for all of
 * them. Shared by the listener's event loops.
 */
final class Frames {
  private static final int KEPT = 8;

  private record Frame(CoordinatorMessage message, String text) {}

  private final Codec codec;
  private volatile List<Frame> kept = List.of(); // a lost update costs one encoding

  Frames(Codec codec) {
    this.codec = codec;
  }

  /** The message as one frame; the same object always gives the same text. */
  String of(CoordinatorMessage message) {
    if (!(message instanceof Briefing) && !(message instanceof MembersGiven)) {
      return codec.encode(CoordinatorMessage.class, message);
    }
    for (Frame frame : kept) {
      if (frame.message() == message) {
        return frame.text();
      }
    }
    String text = codec.encode(CoordinatorMessage.class, message);
    keep(new Frame(message, text));
    return text;
  }

  private void keep(Frame frame) {
    List<Frame> newest = new ArrayList<>(KEPT);
    newest.add(frame);
    newest.addAll(kept.subList(0, Math.min(kept.size(), KEPT - 1)));
    kept = List.copyOf(newest);
  }
}
