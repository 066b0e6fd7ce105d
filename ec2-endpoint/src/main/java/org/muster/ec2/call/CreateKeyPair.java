package org.muster.ec2.call;

import java.util.Arrays;
import java.util.Set;
import java.util.SortedMap;
import org.muster.ec2.SshKey;
import org.muster.ec2.books.KeyEntry;
import org.muster.ec2.books.Region;
import org.muster.ec2.query.Ec2Refusal;
import org.muster.ec2.query.Parameters;
import org.muster.ec2.query.Xml;

/** Makes a key pair, and tells its private key this once. */
final class CreateKeyPair implements Call {
  private static final int LONGEST = 255;

  @Override
  public Set<String> parameters() {
    return Takes.tagged("KeyName", "KeyType", "KeyFormat");
  }

  @Override
  public void answer(Parameters asked, Region region, Xml xml) {
    String name = name(asked);
    SshKey.Kind kind = asked.text("KeyType").map(CreateKeyPair::kind).orElse(SshKey.Kind.RSA);
    String format = asked.text("KeyFormat").orElse("pem");
    if (!format.equals("pem")) {
      throw Ec2Refusal.invalid("keyFormat", format);
    }
    SortedMap<String, String> tags = TagList.specifiedOnly(asked, "key-pair");
    region.keys().checkFree(name);
    SshKey.Made made = SshKey.make(kind);
    KeyEntry entry = region.keys().add(name, made.key(), tags);
    write(xml, entry);
    xml.put("keyMaterial", made.privateKey());
  }

  static String name(Parameters asked) {
    String name = asked.required("KeyName");
    if (!name.matches("\\p{ASCII}{1,%d}".formatted(LONGEST)) || !name.equals(name.strip())) {
      throw Ec2Refusal.invalid("keyName", name);
    }
    return name;
  }

  private static SshKey.Kind kind(String label) {
    return Arrays.stream(SshKey.Kind.values())
        .filter(each -> each.label().equals(label))
        .findFirst()
        .orElseThrow(() -> Ec2Refusal.invalid("keyType", label));
  }

  /** What is told of a key pair that is new. */
  static void write(Xml xml, KeyEntry entry) {
    xml.put("keyPairId", entry.id()).put("keyName", entry.name());
    xml.put("keyFingerprint", entry.key().fingerprint());
    TagList.write(xml, entry.tags());
  }
}
