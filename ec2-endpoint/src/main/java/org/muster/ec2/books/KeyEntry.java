package org.muster.ec2.books;

import java.time.Instant;
import java.util.Map;
import org.muster.ec2.SshKey;

/** A key pair, whose private key somebody else has. */
public final class KeyEntry extends Resource {
  private final String name;
  private final SshKey key;

  KeyEntry(String id, Instant madeAt, Map<String, String> tags, String name, SshKey key) {
    super(id, madeAt, tags);
    this.name = name;
    this.key = key;
  }

  public String name() {
    return name;
  }

  public SshKey key() {
    return key;
  }

  /** As the metadata service has it, and {@code authorized_keys}. */
  public String line() {
    return "%s %s".formatted(key.publicKey(), name);
  }
}
