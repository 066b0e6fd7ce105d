package org.muster.agent.app;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.cert.Certificate;
import java.util.Base64;
import org.muster.error.ErrorCode;
import org.muster.error.MusterException;

/** One key for both sides of a rehearsal, certified by itself, made by the JDK's own program. */
record RehearsalKey(Key privateKey, Certificate certificate) {
  private static final String PASSWORD = "rehearsal";

  static RehearsalKey make(Path directory, String javaHome) throws IOException {
    Path file = directory.resolve("key.p12");
    run(
        new ProcessBuilder(
            javaHome + "/bin/keytool",
            "-genkeypair",
            "-keyalg",
            "EC",
            "-groupname",
            "secp256r1",
            "-dname",
            "CN=rehearsal",
            "-alias",
            "key",
            "-storetype",
            "PKCS12",
            "-storepass",
            PASSWORD,
            "-keystore",
            file.toString()));
    try (InputStream in = Files.newInputStream(file)) {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(in, PASSWORD.toCharArray());
      return new RehearsalKey(
          store.getKey("key", PASSWORD.toCharArray()), store.getCertificate("key"));
    } catch (GeneralSecurityException e) {
      throw new MusterException(ErrorCode.ENVIRONMENT, "reading the key of the rehearsal", e);
    }
  }

  private static void run(ProcessBuilder builder) throws IOException {
    builder.environment().remove("JAVA_TOOL_OPTIONS");
    Process process =
        builder.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
    try {
      if (process.waitFor() != 0) {
        throw new MusterException(
            ErrorCode.ENVIRONMENT, "making the key of the rehearsal: keytool failed");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new MusterException(ErrorCode.ENVIRONMENT, "waiting for keytool", e);
    }
  }

  String privatePem() {
    return pem("PRIVATE KEY", privateKey.getEncoded());
  }

  String publicPem() {
    return pem("PUBLIC KEY", certificate.getPublicKey().getEncoded());
  }

  String certificatePem() {
    try {
      return pem("CERTIFICATE", certificate.getEncoded());
    } catch (GeneralSecurityException e) {
      throw new MusterException(ErrorCode.INTERNAL, "encoding a certificate", e);
    }
  }

  String pin() {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(certificate.getPublicKey().getEncoded());
      return "sha256/" + Base64.getEncoder().encodeToString(hash);
    } catch (GeneralSecurityException e) {
      throw new MusterException(ErrorCode.INTERNAL, "hashing a key", e);
    }
  }

  private static String pem(String label, byte[] content) {
    String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
    return "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(label, text, label);
  }
}
