package org.muster.coordinator.link.ca;

import java.nio.file.Path;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.util.IPAddress;
import org.muster.error.Problems;

/** Gives coordinators the certificates of their listeners; agents know it by its pin. */
public final class ServerAuthority {
  /** Made anew at each start, so that this is only a bound for a process that never restarts. */
  public static final Duration LIFETIME = Duration.ofDays(398);

  private static final List<String> ALWAYS = List.of("localhost", "127.0.0.1", "::1");
  private static final String HOST_NAME =
      "(?=.{1,253}$)[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?(\\.[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?)*";

  private final CertificateAuthority authority;

  private ServerAuthority(CertificateAuthority authority) {
    this.authority = authority;
  }

  /** Opens the authority below the home of the coordinator, or makes it. */
  public static ServerAuthority open(Path home, InstantSource clock, SecureRandom random) {
    return new ServerAuthority(
        CertificateAuthority.open(
            home.resolve("ca").resolve("coordinators"), "coordinators", clock, random));
  }

  /** How agents know this authority: {@code sha256/} and the Base64 of its key's SHA-256. */
  public String pin() {
    return "sha256/" + NodeKey.fingerprint(authority.certificate().getPublicKey());
  }

  public String pemCertificate() {
    return Pem.of(authority.certificate());
  }

  /**
   * A new key and certificate for a listener, good for the loopback names and the given addresses.
   *
   * @param addresses host names and IP addresses
   */
  public ServerCertificate issue(Collection<String> addresses) {
    KeyPair pair = EcKeys.generate(authority.random());
    X500Name subject =
        new X500NameBuilder(BCStyle.INSTANCE).addRDN(BCStyle.CN, "muster coordinator").build();
    Instant now = authority.now();
    X509Certificate certificate =
        authority.sign(
            new CertificateDraft(
                    subject,
                    pair.getPublic(),
                    now.minus(CertificateAuthority.SKEW),
                    now.plus(LIFETIME))
                .asPeer(KeyPurposeId.id_kp_serverAuth)
                .reachableAs(names(addresses)));
    return new ServerCertificate(
        certificate, Pem.of(certificate) + pemCertificate(), Pem.of(pair.getPrivate()));
  }

  private static GeneralNames names(Collection<String> addresses) {
    Set<String> all = new LinkedHashSet<>(ALWAYS);
    all.addAll(addresses);
    Problems problems = new Problems();
    all.stream()
        .filter(address -> !IPAddress.isValid(address) && !address.matches(HOST_NAME))
        .forEach(
            address -> problems.add("'%s' is no host name and no IP address".formatted(address)));
    problems.throwIfAny("the addresses of the coordinator");
    return new GeneralNames(all.stream().map(ServerAuthority::name).toArray(GeneralName[]::new));
  }

  private static GeneralName name(String address) {
    int kind = IPAddress.isValid(address) ? GeneralName.iPAddress : GeneralName.dNSName;
    return new GeneralName(kind, address);
  }
}
