package org.muster.ec2.books;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.muster.ec2.SshKey;
import org.muster.ec2.query.Ec2Refusal;

/** The key pairs of a region. Calls that start instances know them as soon as they are there. */
public final class Keys {
  private final Region region;
  private final Ids ids;
  private final Map<String, KeyEntry> all = new LinkedHashMap<>();

  Keys(Region region, Ids ids) {
    this.region = region;
    this.ids = ids;
  }

  public static Ec2Refusal unknown(String name) {
    return Ec2Refusal.of("InvalidKeyPair.NotFound", "The key pair '%s' does not exist", name);
  }

  /** Those that are there, whatever descriptions show. */
  public List<KeyEntry> there() {
    synchronized (region) {
      return all.values().stream().filter(each -> each.isThere(region.now())).toList();
    }
  }

  /** Those that descriptions show. */
  public List<KeyEntry> shown() {
    return all.values().stream().filter(each -> each.isThere(region.view())).toList();
  }

  public Optional<KeyEntry> named(String name) {
    return there().stream().filter(each -> each.name().equals(name)).findFirst();
  }

  /** Fails if there is one of that name. */
  public void checkFree(String name) {
    if (named(name).isPresent()) {
      throw Ec2Refusal.of("InvalidKeyPair.Duplicate", "The keypair '%s' already exists.", name);
    }
  }

  public KeyEntry add(String name, SshKey key, Map<String, String> tags) {
    checkFree(name);
    KeyEntry made = new KeyEntry(ids.next("key"), region.now(), tags, name, key);
    all.put(made.id(), made);
    return made;
  }

  /** Instances that have it keep it. */
  public void remove(KeyEntry key) {
    key.endAt(region.now());
  }
}
