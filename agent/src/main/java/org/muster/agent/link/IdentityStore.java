package org.muster.agent.link;

import java.util.Optional;

/** Where the node's identity outlives its agent. */
public interface IdentityStore {

  Optional<String> read(String name);

  /** Replaces the file; durable when the call returns, and readable for its owner only. */
  void replace(String name, String content);
}
