package org.muster.coordinator.link.identity;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPublicKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.muster.error.ErrorCode;
import org.muster.error.MusterException;

/**
 * Which certificates sign the identity documents of a region. They are pinned one by one: there is
 * no authority above them.
 */
public final class RegionCertificates {
  private static final String OURS = "regions.pem";
  private static final int LEAST_KEY_BITS = 2048;
  private static final Pattern ENTRY =
      Pattern.compile(
          "^# region: (\\S+)\\s*\\R(-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----)",
          Pattern.MULTILINE);
  private static final Pattern BEGIN =
      Pattern.compile("-----BEGIN CERTIFICATE-----", Pattern.LITERAL);

  private final Map<String, List<X509Certificate>> byRegion;

  private RegionCertificates(Map<String, List<X509Certificate>> byRegion) {
    this.byRegion = byRegion;
  }

  /** Those that come with Muster. */
  public static RegionCertificates builtIn() {
    try (InputStream in = RegionCertificates.class.getResourceAsStream(OURS)) {
      return parse(new String(in.readAllBytes(), StandardCharsets.US_ASCII), OURS);
    } catch (IOException e) {
      throw new IllegalStateException("reading " + OURS + " of this build", e);
    }
  }

  /** A file of the user's, in the form of ours. */
  public static RegionCertificates in(Path file) {
    try {
      return parse(Files.readString(file), file.toString());
    } catch (IOException e) {
      throw new MusterException(
          ErrorCode.INVALID_INPUT, "reading certificates in %s: %s".formatted(file, e), e);
    }
  }

  /**
   * Reads certificates, each behind a line {@code # region: eu-central-1}.
   *
   * @param place for messages
   */
  static RegionCertificates parse(String text, String place) {
    Map<String, List<X509Certificate>> byRegion = new TreeMap<>();
    Matcher entry = ENTRY.matcher(text);
    long count = 0;
    while (entry.find()) {
      String region = entry.group(1);
      byRegion
          .computeIfAbsent(region, none -> new ArrayList<>())
          .add(certificate(entry.group(2), region, place));
      count++;
    }
    if (count != BEGIN.matcher(text).results().count()) {
      throw bad(place, "a certificate has no line '# region: NAME' before it", null);
    }
    return new RegionCertificates(byRegion);
  }

  private static X509Certificate certificate(String pem, String region, String place) {
    try {
      X509Certificate read =
          (X509Certificate)
              CertificateFactory.getInstance("X.509")
                  .generateCertificate(
                      new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)));
      if (read.getPublicKey() instanceof RSAPublicKey key
          && key.getModulus().bitLength() >= LEAST_KEY_BITS) {
        return read;
      }
      throw bad(place, "the certificate of '%s' is not an RSA-2048 one".formatted(region), null);
    } catch (CertificateException e) {
      throw bad(place, "the certificate of '%s' is damaged".formatted(region), e);
    }
  }

  private static MusterException bad(String place, String sentence, Exception cause) {
    return new MusterException(
        ErrorCode.INVALID_INPUT,
        "reading certificates in %s: %s".formatted(place, sentence),
        cause);
  }

  /** These and others; a region may have several, as while it changes its own. */
  public RegionCertificates and(RegionCertificates others) {
    Map<String, List<X509Certificate>> all = new TreeMap<>(byRegion);
    others.byRegion.forEach(
        (region, more) ->
            all.merge(
                region,
                more,
                (a, b) -> {
                  List<X509Certificate> both = new ArrayList<>(a);
                  both.addAll(b);
                  return both;
                }));
    return new RegionCertificates(all);
  }

  public SortedSet<String> regions() {
    return new TreeSet<>(byRegion.keySet());
  }

  List<X509Certificate> of(String region) {
    return byRegion.getOrDefault(region, List.of());
  }
}
