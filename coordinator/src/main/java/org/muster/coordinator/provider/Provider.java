package org.muster.coordinator.provider;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.muster.coordinator.core.membership.InstanceRecord;
import org.muster.coordinator.core.spec.ClusterSpec;
import org.muster.coordinator.core.view.EntranceView;
import org.muster.coordinator.core.view.ImageView;
import org.muster.error.ErrorCode;
import org.muster.error.MusterException;
import org.muster.protocol.ClusterName;
import org.muster.protocol.NodeId;

/**
 * Where nodes come from. Its calls block, so they are made on worker threads, and any of them may
 * be repeated after a crash. They fail with a {@link org.muster.error.MusterException}.
 */
public interface Provider {

  /**
   * Starts the nodes of one launch call. The same launch again answers with the same instances and
   * starts nothing twice.
   *
   * @return the instance of each node; empty text for one that is not known yet
   */
  Map<NodeId, String> launch(LaunchOrder order);

  /** Ends the instances and leaves nothing of them; does nothing for those that are gone. */
  void terminate(Incarnation cluster, Collection<String> instances);

  /** Everything that exists of this life of the cluster, whoever made it. */
  List<InstanceState> list(Incarnation cluster);

  /**
   * What is known of one instance of this life of the cluster, so that the document that it shows
   * can be held against it; empty when there is none, or the provider signs nothing.
   */
  default Optional<InstanceRecord> witness(Incarnation cluster, String instance) {
    return Optional.empty();
  }

  /** Ends all processes of the instances and keeps their disks. */
  void stop(Incarnation cluster, Collection<String> instances);

  /** Boots instances that were stopped. */
  void start(Incarnation cluster, Collection<String> instances);

  /** Removes what is left of the cluster, once all its instances are terminated. */
  void forget(Incarnation cluster);

  /** Mistakes in the provider's part of a spec, before anything is touched. */
  List<String> check(ClusterSpec spec);

  /**
   * What machines of the cluster have to be told to join, as the JSON of an agent's configuration;
   * empty where the provider tells them itself. Holds a token.
   */
  default Optional<String> joinData(ClusterName cluster) {
    return Optional.empty();
  }

  /** Where somebody gets into a node by hand; it need not be on. */
  default EntranceView entrance(Incarnation cluster, NodeId node, String instance) {
    return new EntranceView(EntranceView.Kind.UNKNOWN, "", node.value());
  }

  /** The images that nodes can boot from, by name. */
  default List<ImageView> images() {
    return List.of();
  }

  /**
   * Makes an image of the disks of a stopped instance, which never boots again.
   *
   * @return the same, with the bytes that it takes
   */
  default ImageView freeze(
      ClusterName cluster, long incarnation, String instance, ImageView image) {
    throw new MusterException(
        ErrorCode.INVALID_INPUT, "nodes of cluster '%s' make no images".formatted(cluster));
  }

  /** Fails with NOT_FOUND when there is none, and CONFLICT while nodes boot from it. */
  default void removeImage(String name) {
    throw new MusterException(ErrorCode.NOT_FOUND, "there is no image '%s'".formatted(name));
  }

  /**
   * Called about once a second: starts agents again that died, where no init of the node does so,
   * and whatever else has become due.
   */
  default void supervise() {}
}
