package org.muster.ec2.query;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Checks who calls: the signature of version 4 over a request to {@code /} without a query. */
public final class Signature {
  private static final String ALGORITHM = "AWS4-HMAC-SHA256";
  private static final String LAST = "aws4_request";
  private static final Pattern AUTHORIZATION =
      Pattern.compile(
          ALGORITHM
              + " Credential=([^/,]+)/([0-9]{8})/([^/,]+)/([^/,]+)/"
              + LAST
              + ",\\s*SignedHeaders=([^,]+),\\s*Signature=([0-9a-f]{64})");

  private Signature() {}

  /**
   * Fails unless the request is signed with the secret that goes with its key.
   *
   * @param header the value of a header by its name
   * @param secrets by access key
   */
  public static void check(UnaryOperator<String> header, byte[] body, Map<String, String> secrets) {
    String authorization = header.apply("Authorization");
    if (authorization == null) {
      throw new Ec2Refusal(
          403, "MissingAuthenticationToken", "Request is missing Authentication Token");
    }
    Matcher parts = AUTHORIZATION.matcher(authorization);
    String secret = parts.matches() ? secrets.get(parts.group(1)) : null;
    if (secret == null || !signature(parts, header, body, secret).equals(parts.group(6))) {
      throw new Ec2Refusal(
          401, "AuthFailure", "AWS was not able to validate the provided access credentials");
    }
  }

  private static String signature(
      Matcher parts, UnaryOperator<String> header, byte[] body, String secret) {
    String request = canonical(List.of(parts.group(5).split(";")), header, body);
    List<String> scope = List.of(parts.group(2), parts.group(3), parts.group(4), LAST);
    String toSign =
        String.join(
            "\n",
            ALGORITHM,
            header.apply("X-Amz-Date"),
            String.join("/", scope),
            hash(request.getBytes(UTF_8)));
    byte[] key = ("AWS4" + secret).getBytes(UTF_8);
    for (String part : scope) {
      key = sealed(key, part);
    }
    return HexFormat.of().formatHex(sealed(key, toSign));
  }

  private static String canonical(List<String> signed, UnaryOperator<String> header, byte[] body) {
    String headers =
        signed.stream()
            .map(name -> "%s:%s\n".formatted(name, plain(header.apply(name))))
            .collect(Collectors.joining());
    return String.join("\n", "POST", "/", "", headers, String.join(";", signed), hash(body));
  }

  private static String plain(String value) {
    return value == null ? "" : String.join(" ", Arrays.asList(value.strip().split(" +")));
  }

  private static String hash(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no SHA-256", e);
    }
  }

  private static byte[] sealed(byte[] key, String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(text.getBytes(UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no HMAC with SHA-256", e);
    }
  }
}
