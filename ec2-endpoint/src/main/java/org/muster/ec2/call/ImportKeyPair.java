package org.muster.ec2.call;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Set;
import org.muster.ec2.SshKey;
import org.muster.ec2.books.Region;
import org.muster.ec2.query.Ec2Refusal;
import org.muster.ec2.query.Parameters;
import org.muster.ec2.query.Xml;

/** Takes a public key that somebody has. */
final class ImportKeyPair implements Call {
  private static final String MATERIAL = "PublicKeyMaterial";

  @Override
  public Set<String> parameters() {
    return Takes.tagged("KeyName", MATERIAL);
  }

  @Override
  public void answer(Parameters asked, Region region, Xml xml) {
    String name = CreateKeyPair.name(asked);
    SshKey key = read(asked.required(MATERIAL));
    CreateKeyPair.write(
        xml, region.keys().add(name, key, TagList.specifiedOnly(asked, "key-pair")));
  }

  private static SshKey read(String material) {
    try {
      byte[] decoded = Base64.getDecoder().decode(material);
      return SshKey.read(new String(decoded, StandardCharsets.UTF_8));
    } catch (IllegalArgumentException e) {
      throw Ec2Refusal.of("InvalidKey.Format", "Key is not in valid OpenSSH public key format");
    }
  }
}
