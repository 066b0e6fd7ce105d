package org.muster.ec2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.muster.ec2.Refusals.assertRefused;

import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.util.OpenSSHPrivateKeyUtil;
import org.bouncycastle.crypto.util.OpenSSHPublicKeyUtil;
import org.junit.jupiter.api.Test;
import org.muster.ec2.books.Pace;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.ec2.Ec2AsyncClient;
import software.amazon.awssdk.services.ec2.model.CreateKeyPairResponse;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.ImportKeyPairResponse;
import software.amazon.awssdk.services.ec2.model.InstanceType;
import software.amazon.awssdk.services.ec2.model.KeyFormat;
import software.amazon.awssdk.services.ec2.model.KeyPairInfo;
import software.amazon.awssdk.services.ec2.model.KeyType;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.TagSpecification;

/** What the SDK sees of key pairs. Keys and their fingerprints are from ssh-keygen and openssl. */
final class KeysOfTheSdkTest {
  private static final String RSA =
      "ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABAQCzV6XR9hWLvo+jOMpndQ1iJH21yTYt0jS89Mr7D3/I8gncsmPI1vWp"
          + "UXo4jF8tEQJFSwPEVm9XFPo4+XZTUDnMkebrEv/nm7nDwsaCLCOYs/jFZ5fZfDSxDTQlQ3bBFURxtjXONBG47nxs"
          + "MSYWtWdl6hEtIY+eeBJGRXTSa4+gagoGcC2UZ4r7KOW1MyzEsTNS4VIO9B3kaTydZgxB99qProWedZyIVFzLmXah"
          + "oBLStbegWYIXmDjQgUXuXNPrYZSvevUYpq50kru/vJxb+lAKdpea3TijgcCzclBYebwzDKYSt0KOl6mvqrMzGGm8"
          + "JF9poDlC52IEFERCCEzzL2cX";
  private static final String RSA_PRINT = "76:61:e0:fe:de:2a:10:54:06:e4:b7:11:af:0b:6c:f5";
  private static final String ED25519 =
      "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIPiccBPZxSe2mDk2Jj75J6bF/DY88nB4aYrPMm3QdoEt";
  private static final String ED25519_PRINT = "mUTCQM8LuaViNiqA1IcMI9otu5DmaRj40K5P2+04zy4=";

  private final List<Machines.Order> booted = new ArrayList<>();
  private final Scene scene = new Scene(Pace.usual(), new RecordingMachines(booted));
  private final Ec2AsyncClient sdk = scene.sdk();

  private CreateKeyPairResponse made(String name, KeyType type) {
    return sdk.createKeyPair(
            r ->
                r.keyName(name)
                    .keyType(type)
                    .tagSpecifications(
                        TagSpecification.builder()
                            .resourceType(ResourceType.KEY_PAIR)
                            .tags(Tag.builder().key("team").value("data").build())
                            .build()))
        .join();
  }

  private ImportKeyPairResponse imported(String name, String key) {
    return sdk.importKeyPair(r -> r.keyName(name).publicKeyMaterial(SdkBytes.fromUtf8String(key)))
        .join();
  }

  private List<KeyPairInfo> shown() {
    scene.pass(Pace.usual().descriptions());
    return sdk.describeKeyPairs(r -> r.includePublicKey(true)).join().keyPairs();
  }

  private static byte[] content(String pem, String kind) {
    String text = pem.strip();
    String head = "-----BEGIN %s-----".formatted(kind);
    String foot = "-----END %s-----".formatted(kind);
    assertThat(text).startsWith(head).endsWith(foot);
    return Base64.getMimeDecoder()
        .decode(text.substring(head.length(), text.length() - foot.length()));
  }

  @Test
  void anRsaKeyIsToldOnceAndItsFingerprintIsThatOfThePrivateKey() throws Exception {
    CreateKeyPairResponse made = made("mine", null);

    byte[] spelledOut =
        new PrivateKeyInfo(
                new AlgorithmIdentifier(PKCSObjectIdentifiers.rsaEncryption, DERNull.INSTANCE),
                ASN1Primitive.fromByteArray(content(made.keyMaterial(), "RSA PRIVATE KEY")))
            .getEncoded();
    assertThat(
            KeyFactory.getInstance("RSA")
                .generatePrivate(new PKCS8EncodedKeySpec(spelledOut))
                .getAlgorithm())
        .isEqualTo("RSA");
    assertThat(made.keyFingerprint())
        .isEqualTo(
            HexFormat.ofDelimiter(":")
                .formatHex(MessageDigest.getInstance("SHA-1").digest(spelledOut)));
    assertThat(made.keyPairId()).matches("key-[0-9a-f]{17}");
    assertThat(shown())
        .singleElement()
        .satisfies(
            key -> {
              assertThat(key.keyPairId()).isEqualTo(made.keyPairId());
              assertThat(key.keyType()).isEqualTo(KeyType.RSA);
              assertThat(key.keyFingerprint()).isEqualTo(made.keyFingerprint());
              assertThat(key.publicKey()).startsWith("ssh-rsa AAAA").endsWith(" mine");
              assertThat(key.createTime()).isNotNull();
              assertThat(key.tags())
                  .containsExactly(Tag.builder().key("team").value("data").build());
            });
  }

  @Test
  void anEd25519KeyComesAsOpenSshHasIt() throws Exception {
    CreateKeyPairResponse made = made("mine", KeyType.ED25519);

    Ed25519PrivateKeyParameters key =
        (Ed25519PrivateKeyParameters)
            OpenSSHPrivateKeyUtil.parsePrivateKeyBlob(
                content(made.keyMaterial(), "OPENSSH PRIVATE KEY"));
    byte[] blob = OpenSSHPublicKeyUtil.encodePublicKey(key.generatePublicKey());
    assertThat(shown().get(0).publicKey())
        .isEqualTo("ssh-ed25519 %s mine".formatted(Base64.getEncoder().encodeToString(blob)));
    assertThat(made.keyFingerprint())
        .isEqualTo(
            Base64.getEncoder().encodeToString(MessageDigest.getInstance("SHA-256").digest(blob)));
  }

  @Test
  void whatIsImportedHasTheFingerprintOfThePublicKey() {
    assertThat(imported("rsa", RSA + " me@there").keyFingerprint()).isEqualTo(RSA_PRINT);
    assertThat(imported("ed", ED25519).keyFingerprint()).isEqualTo(ED25519_PRINT);

    assertThat(shown())
        .extracting(KeyPairInfo::publicKey)
        .containsExactly(RSA + " rsa", ED25519 + " ed");
    assertRefused(() -> imported("none", "ssh-dss AAAA"), 400, "InvalidKey.Format");
    assertRefused(
        () -> imported("none", ED25519.replace("ssh-ed25519", "ssh-rsa")),
        400,
        "InvalidKey.Format");
  }

  @Test
  void aNameIsTakenOnceAndFreeAgainAfterwards() {
    String id = imported("mine", ED25519).keyPairId();
    assertRefused(() -> made("mine", null), 400, "InvalidKeyPair.Duplicate");
    assertRefused(() -> imported("mine", RSA), 400, "InvalidKeyPair.Duplicate");

    assertThat(sdk.deleteKeyPair(r -> r.keyName("mine")).join().keyPairId()).isEqualTo(id);
    assertThat(sdk.deleteKeyPair(r -> r.keyName("mine")).join().returnValue()).isTrue();
    assertRefused(
        () -> sdk.deleteKeyPair(r -> r.keyPairId(id)).join(), 400, "InvalidKeyPair.NotFound");

    String other = imported("mine", RSA).keyPairId();
    sdk.deleteKeyPair(r -> r.keyPairId(other)).join();
    assertThat(shown()).isEmpty();
  }

  @Test
  void pairsAreFoundByNameIdFingerprintAndTag() {
    imported("one", RSA);
    String two = imported("two", ED25519).keyPairId();
    scene.pass(Pace.usual().knowledge());
    sdk.createTags(r -> r.resources(two).tags(Tag.builder().key("a").value("1").build())).join();
    scene.pass(Pace.usual().descriptions());

    assertThat(names(filter("key-name", "o*"))).containsExactly("one");
    assertThat(names(filter("key-pair-id", two))).containsExactly("two");
    assertThat(names(filter("fingerprint", RSA_PRINT))).containsExactly("one");
    assertThat(names(filter("tag:a", "1"))).containsExactly("two");
    assertThat(sdk.describeKeyPairs(r -> r.keyNames("two")).join().keyPairs())
        .singleElement()
        .satisfies(key -> assertThat(key.publicKey()).isNull());
    assertThat(sdk.describeKeyPairs(r -> r.keyPairIds(two)).join().keyPairs()).hasSize(1);
    assertRefused(
        () -> sdk.describeKeyPairs(r -> r.keyNames("three")).join(),
        400,
        "InvalidKeyPair.NotFound");
    assertRefused(
        () -> sdk.describeKeyPairs(r -> r.keyPairIds("key-3")).join(),
        400,
        "InvalidKeyPair.NotFound");
  }

  private static Filter filter(String name, String value) {
    return Filter.builder().name(name).values(value).build();
  }

  private List<String> names(Filter filter) {
    return sdk.describeKeyPairs(r -> r.filters(filter)).join().keyPairs().stream()
        .map(KeyPairInfo::keyName)
        .toList();
  }

  @Test
  void aMachineIsToldWhoseOwnerGetsIn() {
    imported("mine", ED25519);

    String shown =
        sdk.runInstances(
                r ->
                    r.imageId(Scene.IMAGE)
                        .instanceType(InstanceType.M6_I_LARGE)
                        .keyName("mine")
                        .minCount(1)
                        .maxCount(1))
            .join()
            .instances()
            .get(0)
            .keyName();

    assertThat(shown).isEqualTo("mine");
    assertThat(booted)
        .singleElement()
        .satisfies(order -> assertThat(order.publicKey()).isEqualTo(ED25519 + " mine"));
    assertRefused(
        () ->
            sdk.runInstances(
                    r ->
                        r.imageId(Scene.IMAGE)
                            .instanceType(InstanceType.M6_I_LARGE)
                            .keyName("nobody's")
                            .minCount(1)
                            .maxCount(1))
                .join(),
        400,
        "InvalidKeyPair.NotFound");
  }

  @Test
  void whatIsWrongIsRefused() {
    assertRefused(
        () -> sdk.createKeyPair(r -> r.keyName("k").keyFormat(KeyFormat.PPK)).join(),
        400,
        "InvalidParameterValue");
    assertRefused(
        () -> sdk.createKeyPair(r -> r.keyName("k").keyType("dsa")).join(),
        400,
        "InvalidParameterValue");
    assertRefused(
        () -> sdk.createKeyPair(r -> r.keyName("k".repeat(256))).join(),
        400,
        "InvalidParameterValue");
    assertRefused(() -> sdk.createKeyPair(r -> r.keyName("")).join(), 400, "MissingParameter");
    assertRefused(
        () ->
            sdk.createKeyPair(
                    r ->
                        r.keyName("k")
                            .tagSpecifications(
                                TagSpecification.builder()
                                    .resourceType(ResourceType.INSTANCE)
                                    .build()))
                .join(),
        400,
        "InvalidParameterValue");
    assertRefused(
        () -> sdk.deleteKeyPair(r -> r.keyName("k").keyPairId("key-1")).join(),
        400,
        "InvalidParameterCombination");
    assertRefused(() -> sdk.deleteKeyPair(r -> {}).join(), 400, "MissingParameter");
  }

  @Test
  void theRegionKnowsItself() {
    assertThat(sdk.describeRegions().join().regions())
        .singleElement()
        .satisfies(
            region -> {
              assertThat(region.regionName()).isEqualTo(Scene.REGION);
              assertThat(region.endpoint()).contains(Scene.REGION);
              assertThat(region.optInStatus()).isEqualTo("opt-in-not-required");
            });
    assertThat(sdk.describeRegions(r -> r.filters(filter("region-name", "us-*"))).join().regions())
        .isEmpty();
    assertRefused(
        () -> sdk.describeRegions(r -> r.regionNames("us-east-1")).join(),
        400,
        "InvalidParameterValue");
  }

  @Test
  void whatACallDoesNotTakeIsRefusedAndNotPassedOver() {
    assertRefused(
        () -> sdk.terminateInstances(r -> r.instanceIds("i-00000000000000000").force(true)).join(),
        400,
        "UnknownParameter");
    assertRefused(
        () ->
            sdk.runInstances(
                    r ->
                        r.imageId(Scene.IMAGE)
                            .instanceType(InstanceType.M6_I_LARGE)
                            .minCount(1)
                            .maxCount(1)
                            .hibernationOptions(h -> h.configured(true)))
                .join(),
        400,
        "UnknownParameter");
    assertThat(scene.region.instances()).isEmpty();
  }
}
