package org.muster.ec2;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.bouncycastle.crypto.params.Ed25519PublicKeyParameters;
import org.bouncycastle.crypto.params.RSAKeyParameters;
import org.bouncycastle.crypto.util.OpenSSHPrivateKeyUtil;
import org.bouncycastle.crypto.util.OpenSSHPublicKeyUtil;
import org.bouncycastle.crypto.util.PrivateKeyFactory;
import org.bouncycastle.crypto.util.PublicKeyFactory;
import org.bouncycastle.crypto.util.SubjectPublicKeyInfoFactory;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemWriter;

/**
 * The public half of a key pair.
 *
 * @param publicKey in OpenSSH's form, without a comment
 * @param fingerprint as EC2 makes it: of a key that was imported it is another one than of one that
 *     EC2 has made itself
 */
public record SshKey(Kind kind, String publicKey, String fingerprint) {
  private static final int RSA_BITS = 2048;

  /** What EC2 knows. */
  public enum Kind {
    RSA("ssh-rsa", "RSA PRIVATE KEY"),
    ED25519("ssh-ed25519", "OPENSSH PRIVATE KEY");

    private final String inOpenSsh;
    private final String pem;

    Kind(String inOpenSsh, String pem) {
      this.inOpenSsh = inOpenSsh;
      this.pem = pem;
    }

    /** As the API calls it. */
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * A new pair.
   *
   * @param privateKey in PEM
   */
  public record Made(SshKey key, String privateKey) {}

  /** Makes a pair, RSA with 2048 bits. */
  public static Made make(Kind kind) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance(kind.name());
      if (kind == Kind.RSA) {
        generator.initialize(RSA_BITS);
      }
      KeyPair pair = generator.generateKeyPair();
      byte[] content =
          OpenSSHPrivateKeyUtil.encodePrivateKey(
              PrivateKeyFactory.createKey(pair.getPrivate().getEncoded()));
      byte[] blob =
          OpenSSHPublicKeyUtil.encodePublicKey(
              PublicKeyFactory.createKey(pair.getPublic().getEncoded()));
      String fingerprint =
          switch (kind) {
            case RSA -> hex("SHA-1", pair.getPrivate().getEncoded());
            case ED25519 -> sha256(blob);
          };
      return new Made(new SshKey(kind, line(kind, blob), fingerprint), pem(kind, content));
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("making a key pair of type " + kind.label(), e);
    }
  }

  /** Takes somebody's own, in OpenSSH's form; fails with {@link IllegalArgumentException}. */
  public static SshKey read(String text) {
    String[] words = text.strip().split("\\s+");
    if (words.length < 2) {
      throw new IllegalArgumentException("no key in OpenSSH's form");
    }
    byte[] blob = Base64.getDecoder().decode(words[1]);
    AsymmetricKeyParameter key = OpenSSHPublicKeyUtil.parsePublicKey(blob);
    Kind kind = kind(key);
    if (!words[0].equals(kind.inOpenSsh)) {
      throw new IllegalArgumentException("%s, but says %s".formatted(kind.inOpenSsh, words[0]));
    }
    String fingerprint =
        switch (kind) {
          case RSA -> hex("MD5", spelledOut(key));
          case ED25519 -> sha256(blob);
        };
    return new SshKey(kind, line(kind, blob), fingerprint);
  }

  private static Kind kind(AsymmetricKeyParameter key) {
    if (key instanceof RSAKeyParameters) {
      return Kind.RSA;
    }
    if (key instanceof Ed25519PublicKeyParameters) {
      return Kind.ED25519;
    }
    throw new IllegalArgumentException("neither RSA nor ED25519");
  }

  private static byte[] spelledOut(AsymmetricKeyParameter key) {
    try {
      return SubjectPublicKeyInfoFactory.createSubjectPublicKeyInfo(key).getEncoded();
    } catch (IOException e) {
      throw new UncheckedIOException("encoding a public key", e);
    }
  }

  private static String line(Kind kind, byte[] blob) {
    return "%s %s".formatted(kind.inOpenSsh, Base64.getEncoder().encodeToString(blob));
  }

  private static String pem(Kind kind, byte[] content) throws IOException {
    StringWriter text = new StringWriter();
    try (PemWriter writer = new PemWriter(text)) {
      writer.writeObject(new PemObject(kind.pem, content));
    }
    return text.toString().replace(System.lineSeparator(), "\n");
  }

  private static String hex(String algorithm, byte[] content) {
    return HexFormat.ofDelimiter(":").formatHex(digest(algorithm, content));
  }

  private static String sha256(byte[] blob) {
    return Base64.getEncoder().encodeToString(digest("SHA-256", blob));
  }

  private static byte[] digest(String algorithm, byte[] content) {
    try {
      return MessageDigest.getInstance(algorithm).digest(content);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no " + algorithm, e);
    }
  }
}
