package org.muster.ec2;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * Where the machines behind the instances are. The calls for one instance come one after the other,
 * in the order in which they were asked for, and may block; those for several come at the same
 * time. What a call throws is what becomes of the instance: one that does not boot or start is
 * terminated with {@code Server.InternalError}.
 */
public interface Machines {
  /**
   * Boots a new machine from an image.
   *
   * @return its private address; the order's own, unless the machine has another
   */
  String boot(Order order) throws Exception;

  /**
   * Starts one that was stopped, with what was on its disks.
   *
   * @param order that of its boot, but for the identity, which says when it was started last
   * @return its private address
   */
  String start(Order order) throws Exception;

  /** Shuts a machine down, and keeps its disks. */
  void stop(String instanceId) throws Exception;

  void reboot(String instanceId) throws Exception;

  /** Takes a machine and its disks away; also one that never booted. */
  void terminate(String instanceId) throws Exception;

  /** The tags of an instance have changed; its metadata service shows them. */
  default void retag(String instanceId, SortedMap<String, String> tags) throws Exception {}

  /** Has the metadata service of a spot instance say what will become of it. */
  default void notice(String instanceId, Notice notice) throws Exception {}

  /**
   * Makes an image of what is on the disk that a machine has booted from. Further disks come empty
   * to machines of the new image. The machine is off, unless nobody wanted it to be shut down; it
   * goes on whatever this throws, and the image is what fails.
   */
  default void freeze(String instanceId, String imageId) throws Exception {}

  /** Makes an image that is like another one. */
  default void copyImage(String fromImageId, String imageId) throws Exception {}

  /** No further machine is booted from an image; those that are there may go on. */
  default void forgetImage(String imageId) throws Exception {}

  /**
   * What a machine is to be.
   *
   * @param zone such as {@code eu-test-1a}
   * @param privateAddress what the books have given to it
   * @param launchIndex its place among the instances of one call
   * @param userData as the machine is to see it; empty for none
   * @param publicKey what lets its owner in by ssh, in OpenSSH's form with the name of the key
   *     pair; empty for none. The metadata service has it at {@code public-keys/0/openssh-key}
   * @param tags as the metadata service shows them, when it was asked to
   * @param publicKey what lets its owner in by ssh, in OpenSSH's form with the name of the key
   *     pair; empty for none. The metadata service has it at {@code public-keys/0/openssh-key}
   */
  record Order(
      String instanceId,
      String imageId,
      String instanceType,
      String zone,
      String privateAddress,
      int launchIndex,
      String userData,
      SortedMap<String, String> tags,
      List<Disk> disks,
      boolean isSpot,
      Identity identity,
      String publicKey) {
    public Order {
      requireNonNull(instanceId, "instanceId is null");
      requireNonNull(imageId, "imageId is null");
      requireNonNull(instanceType, "instanceType is null");
      requireNonNull(zone, "zone is null");
      requireNonNull(privateAddress, "privateAddress is null");
      requireNonNull(userData, "userData is null");
      tags = new TreeMap<>(tags);
      disks = List.copyOf(disks);
      requireNonNull(identity, "identity is null");
      requireNonNull(publicKey, "publicKey is null");
    }
  }

  /**
   * A volume besides what the image says.
   *
   * @param gibibytes zero when nobody says
   */
  record Disk(String device, int gibibytes) {}

  /** What the metadata service has under {@code dynamic/instance-identity}. */
  final class Identity {
    private final String document;
    private final UnaryOperator<String> signer;

    /** Signs when somebody asks for it. */
    public Identity(String document, UnaryOperator<String> signer) {
      this.document = requireNonNull(document, "document is null");
      this.signer = requireNonNull(signer, "signer is null");
    }

    /** The plain JSON. */
    public String document() {
      return document;
    }

    /** The same in a signed message, in Base64. */
    public String rsa2048() {
      return signer.apply(document);
    }
  }

  /** What EC2 lets a spot instance know. */
  record Notice(Kind kind, Instant at) {
    /** Under which name the metadata service has it. */
    public enum Kind {
      /** {@code spot/instance-action}, and {@code spot/termination-time}. */
      TERMINATION,
      /** {@code events/recommendations/rebalance}. */
      REBALANCE
    }
  }
}
