package org.muster.coordinator.link.identity;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.SignerInformation;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.muster.coordinator.core.membership.InstanceDocument;
import org.muster.error.ErrorCode;
import org.muster.error.MusterException;

/**
 * Reads what EC2's metadata service has under {@code instance-identity/rsa2048}: a CMS message that
 * holds the document. Only the pinned certificates of the region count; what certificates the
 * message brings along are not even looked at.
 */
public final class SignedDocuments {
  private static final int MOST_CHARS = 16 * 1024;
  private static final Set<String> DIGESTS =
      Set.of(
          NISTObjectIdentifiers.id_sha256.getId(),
          NISTObjectIdentifiers.id_sha384.getId(),
          NISTObjectIdentifiers.id_sha512.getId());
  private static final Set<String> SIGNATURES =
      Set.of(
          PKCSObjectIdentifiers.rsaEncryption.getId(),
          PKCSObjectIdentifiers.sha256WithRSAEncryption.getId(),
          PKCSObjectIdentifiers.sha384WithRSAEncryption.getId(),
          PKCSObjectIdentifiers.sha512WithRSAEncryption.getId());
  // Of two fields with one name, which one counts would be anybody's guess.
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private final RegionCertificates certificates;

  public SignedDocuments(RegionCertificates certificates) {
    this.certificates = certificates;
  }

  /**
   * What the document says, once its signature was found good.
   *
   * @param base64 as the metadata service gives it, line breaks or not
   * @throws MusterException JOIN_REFUSED if anything does not fit
   */
  public InstanceDocument open(String base64) {
    if (base64.length() > MOST_CHARS) {
      throw refused(
          "its identity document is too long: %d characters, and %d are allowed"
              .formatted(base64.length(), MOST_CHARS));
    }
    try {
      CMSSignedData signed = new CMSSignedData(Base64.getMimeDecoder().decode(base64));
      if (signed.getSignedContent() == null
          || !(signed.getSignedContent().getContent() instanceof byte[] content)) {
        throw refused("its identity document is only a signature, without what is signed");
      }
      JsonNode document = JSON.readTree(new String(content, StandardCharsets.UTF_8));
      check(signed, region(document));
      return read(document);
    } catch (CMSException | JsonProcessingException | IllegalArgumentException e) {
      throw refused("its identity document cannot be read", e);
    }
  }

  private void check(CMSSignedData signed, String region) throws CMSException {
    List<X509Certificate> pinned = certificates.of(region);
    if (pinned.isEmpty()) {
      throw refused(
          "no certificate of region '%s' is known here, so its identity document cannot be checked; put it in the file that ec2.certificates names (see docs/ec2.md), and start the coordinator again"
              .formatted(region));
    }
    Collection<SignerInformation> signers = signed.getSignerInfos().getSigners();
    if (signers.size() != 1) {
      throw refused(
          "its identity document has %d signatures, and must have one".formatted(signers.size()));
    }
    SignerInformation signer = signers.iterator().next();
    if (!DIGESTS.contains(signer.getDigestAlgOID())
        || !SIGNATURES.contains(signer.getEncryptionAlgOID())) {
      throw refused("its identity document is signed in a way that is too weak; use 'rsa2048'");
    }
    for (X509Certificate certificate : pinned) {
      if (isBy(certificate, signer)) {
        return;
      }
    }
    throw refused(
        "its identity document is not signed by region '%s', or was changed since"
            .formatted(region));
  }

  private static boolean isBy(X509Certificate certificate, SignerInformation signer) {
    try {
      return signer.verify(
          new JcaSimpleSignerInfoVerifierBuilder().build(certificate.getPublicKey()));
    } catch (CMSException e) {
      return false; // such as a digest of other content
    } catch (OperatorCreationException e) {
      throw new IllegalStateException("this Java cannot check RSA signatures", e);
    }
  }

  private static InstanceDocument read(JsonNode document) {
    try {
      return new InstanceDocument(
          text(document, "instanceId"),
          text(document, "accountId"),
          text(document, "region"),
          text(document, "imageId"),
          Instant.parse(text(document, "pendingTime")));
    } catch (DateTimeParseException e) {
      throw refused("its identity document has a pendingTime that is none", e);
    }
  }

  /** Nothing is proven of it yet, and it will stand in messages. */
  private static String region(JsonNode document) {
    String region = text(document, "region");
    if (!region.matches("[a-z0-9-]{1,40}")) {
      throw refused("its identity document is of no region that could be");
    }
    return region;
  }

  private static String text(JsonNode document, String name) {
    JsonNode value = document == null ? null : document.get(name);
    if (value == null || !value.isTextual() || value.textValue().isEmpty()) {
      throw refused("its identity document has no %s".formatted(name));
    }
    return value.textValue();
  }

  private static MusterException refused(String sentence) {
    return new MusterException(ErrorCode.JOIN_REFUSED, sentence);
  }

  private static MusterException refused(String sentence, Exception cause) {
    return new MusterException(ErrorCode.JOIN_REFUSED, sentence, cause);
  }
}
