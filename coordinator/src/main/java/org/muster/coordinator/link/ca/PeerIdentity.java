package org.muster.coordinator.link.ca;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x500.style.IETFUtils;
import org.muster.error.ErrorCode;
import org.muster.error.MusterException;
import org.muster.protocol.ClusterName;
import org.muster.protocol.Names;
import org.muster.protocol.NodeId;

/**
 * Who an agent is, as its certificate says: O is the cluster, OU its incarnation, CN the node.
 *
 * @param incarnation tells a cluster from an earlier one of the same name
 */
public record PeerIdentity(ClusterName cluster, String incarnation, NodeId node) {
  public PeerIdentity {
    requireNonNull(cluster, "cluster is null");
    requireNonNull(node, "node is null");
    if (!Names.isValid(incarnation)) {
      throw new IllegalArgumentException("'%s' is not an incarnation".formatted(incarnation));
    }
  }

  /**
   * Reads the subject of a certificate whose signature was checked before.
   *
   * @throws MusterException UNAUTHORIZED if the subject is not exactly one that we write
   */
  static PeerIdentity in(X509Certificate certificate) {
    byte[] subject = certificate.getSubjectX500Principal().getEncoded();
    try {
      PeerIdentity identity = read(X500Name.getInstance(subject));
      if (Arrays.equals(identity.subject().getEncoded(), subject)) {
        return identity;
      }
    } catch (IllegalArgumentException | IOException e) {
      throw stranger(certificate, e);
    }
    throw stranger(certificate, null);
  }

  X500Name subject() {
    return new X500NameBuilder(BCStyle.INSTANCE)
        .addRDN(BCStyle.O, cluster.value())
        .addRDN(BCStyle.OU, incarnation)
        .addRDN(BCStyle.CN, node.value())
        .build();
  }

  private static PeerIdentity read(X500Name subject) {
    return new PeerIdentity(
        new ClusterName(only(subject, BCStyle.O)),
        only(subject, BCStyle.OU),
        new NodeId(only(subject, BCStyle.CN)));
  }

  private static String only(X500Name subject, ASN1ObjectIdentifier part) {
    RDN[] found = subject.getRDNs(part);
    if (found.length != 1 || found[0].isMultiValued()) {
      throw new IllegalArgumentException("%d times %s".formatted(found.length, part));
    }
    return IETFUtils.valueToString(found[0].getFirst().getValue());
  }

  private static MusterException stranger(X509Certificate certificate, Exception cause) {
    return new MusterException(
        ErrorCode.UNAUTHORIZED,
        "the certificate's subject '%s' does not name a node of a cluster"
            .formatted(certificate.getSubjectX500Principal()),
        cause);
  }
}
