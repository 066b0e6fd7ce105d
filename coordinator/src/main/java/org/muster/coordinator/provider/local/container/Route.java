package org.muster.coordinator.provider.local.container;

import static java.util.Objects.requireNonNull;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;

/** Where a relay passes a connection on to. */
sealed interface Route {
  /** How long the head is that names an address: four bytes of IPv4, two of the port. */
  int HEAD = 6;

  /**
   * Always the same place.
   *
   * @param head what is said there before anything else
   */
  record To(SocketAddress target, byte[] head) implements Route {
    public To {
      requireNonNull(target, "target is null");
      head = head.clone();
    }

    static To plainly(SocketAddress target) {
      return new To(target, new byte[0]);
    }

    /** To an address behind another relay, which {@link AsAsked}. */
    static To through(SocketAddress relay, InetSocketAddress target) {
      ByteBuffer head = ByteBuffer.allocate(HEAD);
      head.put(target.getAddress().getAddress()).putShort((short) target.getPort());
      return new To(relay, head.array());
    }
  }

  /** To the address that the connection begins with. */
  record AsAsked() implements Route {
    static SocketAddress read(ByteBuffer head) throws UnknownHostException {
      byte[] address = new byte[4];
      head.get(address);
      return new InetSocketAddress(
          InetAddress.getByAddress(address), Short.toUnsignedInt(head.getShort()));
    }
  }
}
