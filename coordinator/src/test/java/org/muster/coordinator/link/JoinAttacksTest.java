package org.muster.coordinator.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.muster.coordinator.core.membership.InstanceRecord;
import org.muster.coordinator.core.view.EventView;
import org.muster.coordinator.link.TestAgent.Wire;
import org.muster.coordinator.link.identity.RegionCertificates;
import org.muster.coordinator.link.identity.SignedDocuments;
import org.muster.coordinator.link.identity.TestRegion;
import org.muster.protocol.JoinAnswer;
import org.muster.protocol.JoinAnswer.JoinAccepted;
import org.muster.protocol.JoinAnswer.JoinChallenge;
import org.muster.protocol.JoinAnswer.JoinLater;
import org.muster.protocol.JoinAnswer.JoinRefused;
import org.muster.protocol.JoinMessage.JoinProve;
import org.muster.protocol.NodeId;

/**
 * Who should not get into a cluster on EC2, and does not: each attacker has all but one of the
 * things that it takes. Each is refused, with the reason in an event, and an alarm.
 */
final class JoinAttacksTest {
  private static final int KEY_BITS = 2048;
  private static TestRegion region;
  private static TestRegion otherRegion;
  private static TestRegion attacker;
  private static SignedDocuments documents;

  @TempDir Path home;
  private JoinScene scene;

  @BeforeAll
  static void pin(@TempDir Path folder) throws Exception {
    region = new TestRegion(JoinScene.REGION, KEY_BITS);
    otherRegion = new TestRegion("eu-test-2", KEY_BITS);
    attacker = new TestRegion(JoinScene.REGION, KEY_BITS);
    Path file = folder.resolve("regions.pem");
    Files.writeString(file, region.entry() + otherRegion.entry());
    documents = new SignedDocuments(RegionCertificates.builtIn().and(RegionCertificates.in(file)));
  }

  @BeforeEach
  void launch() throws Exception {
    scene = new JoinScene(home, documents);
  }

  @AfterEach
  void close() throws Exception {
    scene.close();
  }

  /**
   * One try.
   *
   * @param reason what the answer, the event and the alarm say
   */
  private record Attack(String name, String reason, Play play) {
    @Override
    public String toString() {
      return name;
    }
  }

  private interface Play {
    JoinAnswer of(JoinScene scene) throws Exception;
  }

  private static Stream<Attack> attacks() {
    return Stream.of(
            theirDocument(),
            theirSignature(),
            theirKeyAndToken(),
            theirInstance(),
            theirSecondTry())
        .flatMap(List::stream);
  }

  private static List<Attack> theirDocument() {
    return List.of(
        shows("of another machine of the cluster", "for instance 'i-1'", it -> it.of("i-1")),
        shows("of another account", "for account '999999999999'", it -> it.account("999999999999")),
        shows("of another image", "for image 'ami-ffff'", it -> it.image("ami-ffff")),
        shows("too old", "too old", it -> it.pending(Duration.ofDays(-2))),
        shows("of the future", "of the future", it -> it.pending(Duration.ofHours(2))),
        new Attack("no document", "no identity document", s -> worker(s).join(s.token)),
        new Attack(
            "an oversize document", "too long", s -> worker(s).join(s.token, "A".repeat(20_000))),
        new Attack(
            "no document but something else",
            "cannot be read",
            s -> worker(s).join(s.token, "bm90aGluZw==")));
  }

  private static List<Attack> theirSignature() {
    return List.of(
        new Attack(
            "another region's signature of its own region",
            "for region 'eu-test-2'",
            s -> worker(s).join(s.token, otherRegion.sign(document(s).region("eu-test-2").json()))),
        new Attack(
            "another region's signature of this region",
            "not signed by region 'eu-test-1'",
            s -> worker(s).join(s.token, otherRegion.sign(document(s).json()))),
        new Attack(
            "a region that nobody knows",
            "no certificate of region 'xx-nowhere-1' is known here",
            s -> worker(s).join(s.token, attacker.sign(document(s).region("xx-nowhere-1").json()))),
        new Attack(
            "a forged signature with the forger's own certificate stapled to it",
            "not signed by region",
            s -> worker(s).join(s.token, attacker.sign(document(s).json()))),
        new Attack(
            "a good signature and the forger's besides",
            "2 signatures",
            s -> worker(s).join(s.token, attacker.signWith(region, document(s).json()))),
        new Attack(
            "a signature with SHA-1",
            "too weak",
            s -> worker(s).join(s.token, region.signWeakly(document(s).json()))),
        new Attack(
            "a signature without the document",
            "without what is signed",
            s -> worker(s).join(s.token, region.signDetached(document(s).json()))),
        new Attack(
            "a document that was changed after it was signed",
            "was changed since",
            s -> worker(s).join(s.token, tampered(region.sign(document(s).of("i-1").json())))));
  }

  private static List<Attack> theirKeyAndToken() {
    return List.of(
        new Attack(
            "a proof of the token that another key made",
            "does not hold the join token",
            JoinAttacksTest::withProofOfAnotherKey),
        new Attack(
            "a key that the caller does not hold",
            "does not hold the private key",
            JoinAttacksTest::withKeyOfAnother),
        new Attack("all of an earlier join, replayed", "does not hold", JoinAttacksTest::replayed),
        new Attack(
            "a good document, and no token", "token is wrong", s -> worker(s).join("", good(s))),
        new Attack(
            "the token of another launch",
            "does not hold the join token",
            s -> worker(s).join(Base64.getUrlEncoder().encodeToString(new byte[32]), good(s))),
        new Attack(
            "the token after its time",
            "token has expired",
            s -> {
              s.passTime(Duration.ofHours(2));
              return worker(s).join(s.token, good(s));
            }));
  }

  private static List<Attack> theirInstance() {
    return List.of(
        new Attack(
            "an instance that nobody launched",
            "did not start instance 'i-9'",
            s -> s.machine("i-9").join(s.token, region.sign(document(s).of("i-9").json()))),
        new Attack("an instance that was stopped", "is stopped", s -> from(s, "stopped")),
        new Attack("an instance that is gone", "is terminated", s -> from(s, "terminated")));
  }

  private static List<Attack> theirSecondTry() {
    return List.of(
        new Attack(
            "a second join of the same instance, with another key",
            "joined before as worker-1",
            s -> {
              worker(s).join(s.token, good(s));
              return worker(s).join(s.token, good(s));
            }),
        new Attack(
            "the token once more than it admits",
            "token is used up",
            s -> {
              worker(s).join(s.token, good(s));
              s.machine("i-1").join(s.token, region.sign(document(s).of("i-1").json()));
              s.ec2.known.put("i-3", JoinScene.running("i-3"));
              return s.machine("i-3").join(s.token, region.sign(document(s).of("i-3").json()));
            }));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("attacks")
  void isRefusedAndAlarmed(Attack attack) throws Exception {
    JoinAnswer answer = attack.play().of(scene);

    assertThat(answer).isInstanceOf(JoinRefused.class);
    assertThat(((JoinRefused) answer).reason()).contains(attack.reason());
    List<String> told =
        scene.events().stream()
            .filter(event -> event.type().equals("join-refused"))
            .map(EventView::text)
            .toList();
    assertThat(told).hasSize(1);
    assertThat(told.get(0)).contains("was not let in", attack.reason());
    assertThat(scene.alarms()).singleElement().asString().contains(attack.reason());
  }

  @Test
  void whoHasAllThatItTakesIsLetIn() throws Exception {
    JoinAccepted accepted = (JoinAccepted) worker(scene).join(scene.token, good(scene));

    assertThat(accepted.node()).isEqualTo(new NodeId("worker-1"));
    assertThat(scene.joined()).containsExactly("worker-1");
    assertThat(scene.alarms()).isEmpty();
  }

  @Test
  void anAttackTakesNobodysPlace() throws Exception {
    worker(scene).join(scene.token, attacker.sign(document(scene).json()));
    assertThat(scene.joined()).isEmpty();

    worker(scene).join(scene.token, good(scene));

    assertThat(scene.joined()).containsExactly("worker-1");
  }

  @Test
  void whoIsInComesBackByItsKeyAloneWithoutADocument() throws Exception {
    TestAgent agent = worker(scene);
    agent.join(scene.token, good(scene));
    scene.passTime(Duration.ofDays(7));

    assertThat(agent.join("")).isInstanceOf(JoinAccepted.class);
  }

  @Test
  void whomEc2DoesNotShowYetIsToldToComeAgain() throws Exception {
    scene.ec2.known.remove(JoinScene.WORKER);

    assertThat(worker(scene).join(scene.token, good(scene))).isInstanceOf(JoinLater.class);
    assertThat(scene.alarms()).isEmpty();
  }

  @Test
  void aFloodOfAttacksDoesNotFillTheJournal() throws Exception {
    for (int i = 0; i < 60; i++) {
      worker(scene).join(scene.token, "bm90aGluZw==");
    }

    assertThat(scene.events().stream().filter(e -> e.type().equals("join-refused")).count())
        .isBetween(50L, 59L);
  }

  private static Attack shows(String what, String reason, UnaryOperator<Document> change) {
    return new Attack(
        "a document " + what,
        reason,
        s -> worker(s).join(s.token, region.sign(change.apply(document(s)).json())));
  }

  private static JoinAnswer withProofOfAnotherKey(JoinScene scene) throws Exception {
    TestAgent thief = worker(scene);
    Wire wire = thief.connect().say(thief.begin());
    JoinChallenge challenge = wire.answer(JoinChallenge.class);
    JoinProve honest = worker(scene).prove(challenge, scene.token);
    JoinProve own = thief.prove(challenge, "");
    wire.say(
        new JoinProve(
            own.publicKey(), own.signature(), honest.tokenProof(), own.facts(), good(scene)));
    return wire.answer(JoinAnswer.class);
  }

  private static JoinAnswer withKeyOfAnother(JoinScene scene) throws Exception {
    TestAgent agent = worker(scene);
    Wire wire = agent.connect().say(agent.begin());
    JoinChallenge challenge = wire.answer(JoinChallenge.class);
    JoinProve proof = agent.prove(challenge, scene.token);
    String byAnother = worker(scene).sign(agent.transcript(challenge).bytes());
    wire.say(
        new JoinProve(
            proof.publicKey(), byAnother, proof.tokenProof(), proof.facts(), good(scene)));
    return wire.answer(JoinAnswer.class);
  }

  private static JoinAnswer replayed(JoinScene scene) throws Exception {
    TestAgent honest = worker(scene);
    Wire first = honest.connect().say(honest.begin());
    JoinProve overheard = honest.prove(first.answer(JoinChallenge.class), scene.token, good(scene));
    Wire second = worker(scene).connect().say(honest.begin());
    second.answer(JoinChallenge.class);
    second.say(overheard);
    return second.answer(JoinAnswer.class);
  }

  private static JoinAnswer from(JoinScene scene, String state) throws Exception {
    scene.ec2.known.put(
        JoinScene.WORKER,
        new InstanceRecord(
            JoinScene.WORKER, JoinScene.ACCOUNT, JoinScene.REGION, JoinScene.IMAGE, false, state));
    return worker(scene).join(scene.token, good(scene));
  }

  /** The same bytes, but for the instance's name. */
  private static String tampered(String signed) {
    byte[] bytes = Base64.getMimeDecoder().decode(signed);
    byte[] name = "\"i-1\"".getBytes(StandardCharsets.US_ASCII);
    for (int at = 0; at < bytes.length - name.length; at++) {
      if (Arrays.equals(bytes, at, at + name.length, name, 0, name.length)) {
        bytes[at + 3] = '2';
      }
    }
    return Base64.getEncoder().encodeToString(bytes);
  }

  private static TestAgent worker(JoinScene scene) throws Exception {
    return scene.machine(JoinScene.WORKER);
  }

  private static String good(JoinScene scene) throws Exception {
    return region.sign(document(scene).json());
  }

  private static Document document(JoinScene scene) {
    return new Document(
        JoinScene.WORKER, JoinScene.ACCOUNT, JoinScene.REGION, JoinScene.IMAGE, scene.now());
  }

  /** As EC2 writes it, with what we don't read. */
  private record Document(
      String instance, String account, String region, String image, Instant pending) {
    Document of(String other) {
      return new Document(other, account, region, image, pending);
    }

    Document account(String other) {
      return new Document(instance, other, region, image, pending);
    }

    Document region(String other) {
      return new Document(instance, account, other, image, pending);
    }

    Document image(String other) {
      return new Document(instance, account, region, other, pending);
    }

    Document pending(Duration later) {
      return new Document(instance, account, region, image, pending.plus(later));
    }

    String json() {
      return """
      {
        "accountId" : "%s",
        "architecture" : "x86_64",
        "availabilityZone" : "%sa",
        "billingProducts" : null,
        "imageId" : "%s",
        "instanceId" : "%s",
        "instanceType" : "m6i.large",
        "pendingTime" : "%s",
        "privateIp" : "10.0.0.7",
        "region" : "%s",
        "version" : "2017-09-30"
      }"""
          .formatted(account, region, image, instance, pending, region);
    }
  }
}
