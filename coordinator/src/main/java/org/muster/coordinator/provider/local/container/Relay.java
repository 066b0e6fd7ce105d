package org.muster.coordinator.provider.local.container;

import java.io.Closeable;
import java.io.IOException;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Passes connections on between networks that know nothing of each other: it listens at one address
 * and connects to another, of which either may be a socket in the file system. One thread.
 */
final class Relay implements AutoCloseable {
  private final Selector selector;
  private final Queue<Runnable> orders = new ConcurrentLinkedQueue<>();

  private Relay(Selector selector) {
    this.selector = selector;
  }

  /** Starts its thread, which keeps nobody from ending. */
  static Relay start(String name) throws IOException {
    Relay relay = new Relay(Selector.open());
    Thread thread = new Thread(relay::work, name);
    thread.setDaemon(true);
    thread.start();
    return relay;
  }

  /**
   * Listens until the answer is closed.
   *
   * @throws IOException when the address is taken
   */
  Closeable listen(SocketAddress at, Route route) throws IOException {
    ServerSocketChannel door = bound(at);
    orders.add(() -> register(door, route));
    selector.wakeup();
    return () -> {
      door.close();
      selector.wakeup(); // or the kernel would keep the port until something else happens
    };
  }

  private static ServerSocketChannel bound(SocketAddress at) throws IOException {
    ServerSocketChannel door;
    if (at instanceof UnixDomainSocketAddress unix) {
      Path file = unix.getPath();
      Files.deleteIfExists(file); // of one that was killed
      door = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    } else {
      door = ServerSocketChannel.open();
    }
    try {
      door.bind(at);
      door.configureBlocking(false);
      return door;
    } catch (IOException e) {
      door.close();
      throw e;
    }
  }

  private void register(ServerSocketChannel door, Route route) {
    try {
      door.register(selector, SelectionKey.OP_ACCEPT, route);
    } catch (IOException e) {
      close(door); // it was closed before its turn came
    }
  }

  private void work() {
    try {
      while (selector.isOpen()) {
        int ready = selector.select();
        for (Runnable order = orders.poll(); order != null; order = orders.poll()) {
          order.run();
        }
        if (ready > 0) {
          List<SelectionKey> keys = List.copyOf(selector.selectedKeys());
          selector.selectedKeys().clear();
          keys.forEach(this::serve);
        }
      }
    } catch (IOException | ClosedSelectorException e) {
      // Closed: the connections end with the process, or have ended.
    }
  }

  private void serve(SelectionKey key) {
    try {
      if (key.attachment() instanceof Route route) {
        accept((ServerSocketChannel) key.channel(), route);
      } else {
        ((Connection) key.attachment()).move();
      }
    } catch (IOException | CancelledKeyException e) {
      if (key.attachment() instanceof Connection connection) {
        connection.close();
      }
    }
  }

  private void accept(ServerSocketChannel door, Route route) throws IOException {
    SocketChannel client = door.accept();
    if (client == null) {
      return;
    }
    Connection connection = new Connection(client, route);
    try {
      connection.begin(selector);
    } catch (IOException e) {
      connection.close();
    }
  }

  private static void close(Closeable channel) {
    try {
      channel.close();
    } catch (IOException e) {
      throw new IllegalStateException("closing a channel", e);
    }
  }

  @Override
  public void close() throws IOException {
    selector.close();
  }
}
