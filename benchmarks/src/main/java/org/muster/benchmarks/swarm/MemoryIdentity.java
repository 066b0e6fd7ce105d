package org.muster.benchmarks.swarm;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.muster.agent.link.IdentityStore;

/** Keeps a node's key and certificate as long as this process lives. */
final class MemoryIdentity implements IdentityStore {
  private final Map<String, String> files = new ConcurrentHashMap<>();

  @Override
  public Optional<String> read(String name) {
    return Optional.ofNullable(files.get(name));
  }

  @Override
  public void replace(String name, String content) {
    files.put(name, content);
  }
}
