package org.muster.coordinator.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.muster.coordinator.http.ApiCertificate;
import org.muster.coordinator.link.ca.ServerAuthority;
import org.muster.coordinator.link.ca.ServerCertificate;
import org.muster.error.ErrorCode;
import org.muster.error.MusterException;

/**
 * The API as callers see it.
 *
 * @param certificate empty for plain HTTP, on loopback only
 * @param names by which it may be called
 * @param host to call it by from this machine
 * @param trust the file with what command lines of this home have to trust
 */
record ApiFace(
    Optional<ApiCertificate> certificate,
    Collection<String> names,
    String host,
    Optional<Path> trust) {
  private static final int IP_NAME = 7;
  private static final int DNS_NAME = 2;
  private static final String PLAIN_NAME = "[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?";

  static ApiFace of(CoordinatorSettings settings, ServerAuthority authority) {
    CoordinatorSettings.Api api = settings.api();
    if (api.certificate().isPresent()) {
      return certified(api, api.certificate().get());
    }
    Set<String> names = new LinkedHashSet<>(api.names());
    names.addAll(api.listen().isWildcard() ? namesOfThisMachine() : List.of(api.listen().host()));
    if (api.listen().isLoopback()) {
      return new ApiFace(Optional.empty(), names, api.listen().host(), Optional.empty());
    }
    ServerCertificate own = authority.issue(names);
    return new ApiFace(
        Optional.of(new ApiCertificate(own.pemCertificateChain(), own.pemPrivateKey())),
        names,
        api.listen().isWildcard() ? "127.0.0.1" : api.listen().host(),
        Optional.of(settings.home().resolve("ca/coordinators/certificate.pem")));
  }

  private static ApiFace certified(
      CoordinatorSettings.Api api, CoordinatorSettings.KeyFiles files) {
    try {
      byte[] chain = Files.readAllBytes(files.certificate());
      Set<String> names = new LinkedHashSet<>(api.names());
      names.addAll(namesIn(chain));
      String host = names.stream().findFirst().orElse(api.listen().host());
      return new ApiFace(
          Optional.of(new ApiCertificate(new String(chain, UTF_8), Files.readString(files.key()))),
          names,
          host,
          Optional.of(files.certificate()));
    } catch (IOException | GeneralSecurityException e) {
      throw new MusterException(
          ErrorCode.INVALID_INPUT,
          "api.certificate is '%s', which is no certificate chain as PEM: %s"
              .formatted(files.certificate(), e.getMessage()),
          e);
    }
  }

  private static List<String> namesIn(byte[] chain) throws GeneralSecurityException {
    X509Certificate leaf =
        (X509Certificate)
            CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(chain));
    List<String> names = new ArrayList<>();
    if (leaf.getSubjectAlternativeNames() != null) {
      for (List<?> name : leaf.getSubjectAlternativeNames()) {
        int kind = (Integer) name.get(0);
        if ((kind == DNS_NAME || kind == IP_NAME) && !name.get(1).toString().startsWith("*")) {
          names.add(name.get(1).toString());
        }
      }
    }
    return names;
  }

  // A page of another site can make a name of its own point here, but not one of these.
  private static List<String> namesOfThisMachine() {
    try {
      List<String> names = new ArrayList<>();
      String hostName = Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
      if (hostName.matches(PLAIN_NAME)) {
        names.add(hostName);
      }
      NetworkInterface.networkInterfaces()
          .flatMap(NetworkInterface::inetAddresses)
          .filter(address -> !(address instanceof Inet6Address && address.isLinkLocalAddress()))
          .map(InetAddress::getHostAddress)
          .map(address -> address.replaceAll("%.*", ""))
          .forEach(names::add);
      return names;
    } catch (SocketException e) {
      throw new MusterException(ErrorCode.ENVIRONMENT, "listing the addresses of this machine", e);
    } catch (IOException e) {
      throw new MusterException(ErrorCode.ENVIRONMENT, "reading the name of this machine", e);
    }
  }
}
