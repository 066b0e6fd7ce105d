package org.muster.coordinator.provider.local.container;

import java.io.IOException;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/** One connection through a relay: two channels, and what is under way between them. */
final class Connection {
  private static final int BUFFER = 32 * 1024;
  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  private final SocketChannel client;
  private final Route route;
  private final Way towards = new Way();
  private final Way back = new Way();
  private SelectionKey clientKey;
  private SelectionKey targetKey;
  private SocketChannel target;

  /** One direction. It has a buffer only while there is something in it: most are idle. */
  private static final class Way {
    private ByteBuffer bytes = NOTHING;
    private boolean isEnded;
    private boolean isShut;

    boolean wantsMore() {
      return !isEnded && (bytes.position() == 0 || bytes.hasRemaining());
    }

    boolean hasBytes() {
      return bytes.position() > 0;
    }

    /** To be filled, and read after a flip; {@link #release} afterwards. */
    ByteBuffer buffer() {
      if (bytes.capacity() == 0) {
        bytes = ByteBuffer.allocate(BUFFER);
      }
      return bytes;
    }

    void release() {
      if (bytes.position() == 0) {
        bytes = NOTHING;
      }
    }

    void read(SocketChannel from) throws IOException {
      if (wantsMore()) {
        isEnded = from.read(buffer()) < 0;
        release();
      }
    }

    void write(SocketChannel to) throws IOException {
      if (hasBytes()) {
        bytes.flip();
        int written = to.write(bytes);
        assert written >= 0;
        bytes.compact();
        release();
      }
      if (isEnded && !isShut && !hasBytes()) {
        to.shutdownOutput();
        isShut = true;
      }
    }
  }

  Connection(SocketChannel client, Route route) {
    this.client = client;
    this.route = route;
  }

  void begin(Selector selector) throws IOException {
    client.configureBlocking(false);
    withoutDelay(client);
    clientKey = client.register(selector, SelectionKey.OP_READ, this);
    if (route instanceof Route.To to) {
      towards.buffer().put(to.head());
      towards.release();
      connect(to.target());
    }
  }

  private void connect(SocketAddress address) throws IOException {
    boolean isUnix = address instanceof UnixDomainSocketAddress;
    target = isUnix ? SocketChannel.open(StandardProtocolFamily.UNIX) : SocketChannel.open();
    target.configureBlocking(false);
    withoutDelay(target);
    boolean isThere = target.connect(address);
    targetKey =
        target.register(
            clientKey.selector(), isThere ? SelectionKey.OP_WRITE : SelectionKey.OP_CONNECT, this);
  }

  private static void withoutDelay(SocketChannel channel) throws IOException {
    if (channel.supportedOptions().contains(StandardSocketOptions.TCP_NODELAY)) {
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    }
  }

  /** Moves what can be moved now. */
  void move() throws IOException {
    towards.read(client);
    if (target == null) {
      ask();
      return;
    }
    if (!target.isConnected() && !target.finishConnect()) {
      return;
    }
    back.read(target);
    towards.write(target);
    back.write(client);
    if (towards.isShut && back.isShut) {
      close();
      return;
    }
    clientKey.interestOps(interest(towards, back));
    targetKey.interestOps(interest(back, towards));
  }

  /** The head of the connection says where it wants to go. */
  private void ask() throws IOException {
    if (towards.bytes.position() >= Route.HEAD) {
      towards.bytes.flip();
      SocketAddress address = Route.AsAsked.read(towards.bytes);
      towards.bytes.compact();
      towards.release();
      clientKey.interestOps(0); // until there is somebody to say it to
      connect(address);
    } else if (towards.isEnded) {
      close();
    }
  }

  private static int interest(Way from, Way to) {
    return (from.wantsMore() ? SelectionKey.OP_READ : 0)
        | (to.hasBytes() ? SelectionKey.OP_WRITE : 0);
  }

  void close() {
    close(client);
    if (target != null) {
      close(target);
    }
  }

  private static void close(SocketChannel channel) {
    try {
      channel.close();
    } catch (IOException e) {
      throw new IllegalStateException("closing a connection", e);
    }
  }
}
