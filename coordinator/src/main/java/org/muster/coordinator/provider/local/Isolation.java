package org.muster.coordinator.provider.local;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.muster.coordinator.core.spec.ClusterSpec;
import org.muster.coordinator.core.view.EntranceView;
import org.muster.coordinator.core.view.ImageView;
import org.muster.coordinator.provider.LaunchOrder;
import org.muster.coordinator.provider.NodeOrder;
import org.muster.error.ErrorCode;
import org.muster.error.MusterException;
import org.muster.protocol.NodeId;

/**
 * What the nodes of this machine are made of: one for each {@code isolation} of a cluster. Calls
 * for one cluster come one at a time, and any of them may be repeated after a crash.
 */
public interface Isolation {

  /** Mistakes in a spec, before anything is touched. */
  List<String> check(ClusterSpec spec) throws IOException;

  /** Gets ready for the nodes of a launch; the first time this may take long. */
  void prepare(ClusterPlace cluster, LaunchOrder order) throws IOException;

  /** Makes everything of a node but what runs on it. */
  void make(ClusterPlace cluster, LaunchOrder order, NodeOrder wanted, NodeRecord fresh)
      throws IOException;

  /** Switches a node on that should run and is due. */
  void run(ClusterPlace cluster, NodePlace node, NodeRecord made, Instant now) throws IOException;

  /** The same for one that was made earlier, but not again and again. */
  void keepRunning(ClusterPlace cluster, NodePlace node, Instant now) throws IOException;

  /** A boot like a machine's: what ran is gone, the disks are as they were. */
  void boot(ClusterPlace cluster, NodePlace node, NodeRecord stopped, Instant now)
      throws IOException;

  /**
   * Returns when nothing runs on the nodes.
   *
   * @param grace how long what was asked to end may take
   */
  void end(ClusterPlace cluster, Collection<NodePlace> nodes, Duration grace) throws IOException;

  /** Lets go of what a node holds besides its files, once it has ended. */
  void release(ClusterPlace cluster, NodePlace node) throws IOException;

  /** Ends what a cluster has besides its nodes, once these are gone. */
  void clear(ClusterPlace cluster) throws IOException;

  /** See {@link org.muster.coordinator.provider.Provider#entrance}. */
  EntranceView entrance(ClusterPlace cluster, NodeId node);

  /** See {@link org.muster.coordinator.provider.Provider#images}. */
  default List<ImageView> images() throws IOException {
    return List.of();
  }

  /** See {@link org.muster.coordinator.provider.Provider#freeze}. */
  default ImageView freeze(ClusterPlace cluster, NodePlace node, ImageView image)
      throws IOException {
    throw new MusterException(
        ErrorCode.INVALID_INPUT,
        "a node that is a process makes no image; use isolation: container");
  }

  /**
   * See {@link org.muster.coordinator.provider.Provider#removeImage}.
   *
   * @return whether there was one
   */
  default boolean removeImage(String name, List<ClusterPlace> clusters) throws IOException {
    return false;
  }

  /** Looks after what a cluster has besides its nodes; called about once a second. */
  void keepRunning(ClusterPlace cluster) throws IOException;
}
