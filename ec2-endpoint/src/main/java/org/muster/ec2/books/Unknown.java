package org.muster.ec2.books;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.muster.ec2.query.Ec2Refusal;

/** What a call for all kinds of things says of an id that nothing has. */
final class Unknown {
  private static final Pattern ID = Pattern.compile("([a-z]+)-(?:[0-9a-f]{8}|[0-9a-f]{17})");
  private static final Map<String, String> WORDS =
      Map.of(
          "ami", "InvalidAMIID.NotFound",
          "i", "InvalidInstanceID.NotFound",
          "key", "InvalidKeyPair.NotFound",
          "sg", "InvalidSecurityGroupID.NotFound",
          "snap", "InvalidSnapshot.NotFound",
          "subnet", "InvalidSubnetID.NotFound",
          "vol", "InvalidVolume.NotFound");

  private Unknown() {}

  static Ec2Refusal of(String id) {
    Matcher parts = ID.matcher(id);
    String word = parts.matches() ? WORDS.get(parts.group(1)) : null;
    return word == null
        ? Ec2Refusal.of("InvalidID", "The ID '%s' is not valid", id)
        : Ec2Refusal.of(word, "The ID '%s' does not exist", id);
  }
}
