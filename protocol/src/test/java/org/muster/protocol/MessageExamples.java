package org.muster.protocol;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.muster.error.ErrorCode;

/** One example of every message, with no field left at its default. */
final class MessageExamples {
  private static final StepKey STEP = StepKey.parse("demo/d1/worker-1/ephemeral-hdfs/setup/2");
  private static final NodeId WORKER = new NodeId("worker-1");
  private static final NodeId MASTER = new NodeId("master-1");
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00.123456Z");
  private static final ProtocolRange RANGE = new ProtocolRange(1, 2);
  private static final String HASH =
      "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";
  private static final Facts FACTS =
      new Facts(
          "8a1d0c52-5a2e-4a59-9e31-1f2b4a2f7d10",
          "worker-1.internal",
          "10.77.0.12",
          "container",
          2048,
          2,
          List.of("/mnt", "/mnt2"),
          2,
          "medium",
          "17.0.15",
          "");

  private MessageExamples() {}

  static Stream<Object> all() {
    return Stream.of(agent(), coordinator(), join()).flatMap(messages -> messages);
  }

  private static Stream<Object> agent() {
    return Stream.of(
        new AgentMessage.Hello(
            RANGE, "0.1.0", 7, FACTS, List.of(new StepSummary(STEP, StepSummary.State.RUNNING))),
        new AgentMessage.StepAccepted(STEP),
        new AgentMessage.StepStarted(STEP, NOON),
        new AgentMessage.StepFinished(
            STEP,
            new StepResult(
                StepOutcome.NOT_STARTED,
                3,
                "exit 3",
                true,
                NOON,
                NOON.plusSeconds(5),
                123,
                List.of("first", "last \"line\""))),
        new AgentMessage.BarrierArrived(
            STEP, "4711-1", new BarrierRequest("all-up", "worker", "95%", 300)),
        new AgentMessage.ShareValue(STEP, "4711-2", "namenode", "hdfs://10.77.0.11:9000\n"),
        new AgentMessage.ValueWanted(STEP, "4711-3", "namenode"),
        new AgentMessage.MembersWanted(new Sha256(HASH)),
        new AgentMessage.StepProgress(STEP, 40, "formatting", "… done", "port 9000"),
        new AgentMessage.LogChunk(STEP, 49152, "aGVsbG8K"),
        new AgentMessage.NoticeSeen(InstanceNotice.interruption("terminate", NOON)),
        new AgentMessage.Pulse(12),
        new AgentMessage.RenewCertificate("MFkw", "MEUC"));
  }

  private static Stream<Object> coordinator() {
    return Stream.of(
        new CoordinatorMessage.Welcome(1, 7, WORKER, "0.1.0"),
        new CoordinatorMessage.Refused(
            ErrorCode.INCOMPATIBLE_VERSION, "the agent speaks 3…4, we speak 1…2", 60_000),
        briefing(),
        new CoordinatorMessage.MembersGiven(new Sha256(HASH), 131_072, 131_077, "aGVsbG8="),
        new CoordinatorMessage.RunStep(STEP, 7, 2, 300, new StepWork.Script(true)),
        new CoordinatorMessage.CancelStep(STEP, 7, "cancelled by the user"),
        new CoordinatorMessage.ResultStored(STEP),
        new CoordinatorMessage.BarrierPassed(STEP, "4711-1"),
        new CoordinatorMessage.BarrierBroken(STEP, "4711-1", "worker-2 failed: exit 1"),
        new CoordinatorMessage.BarrierWaits(STEP, "4711-1", List.of(MASTER)),
        new CoordinatorMessage.ValueStored(STEP, "4711-2"),
        new CoordinatorMessage.ValueGiven(STEP, "4711-3", "hdfs://10.77.0.11:9000"),
        new CoordinatorMessage.LogCredit(262_144),
        new CoordinatorMessage.LogPosition(STEP, 49_152),
        new CoordinatorMessage.ForgetSteps(List.of(STEP)),
        new CoordinatorMessage.NoticeStored(InstanceNotice.interruption("hibernate", NOON)),
        new CoordinatorMessage.Ping(12),
        new CoordinatorMessage.CertificateIssued("-----BEGIN CERTIFICATE-----\n"));
  }

  private static CoordinatorMessage briefing() {
    return new CoordinatorMessage.Briefing(
        new DeploymentId("d1"),
        2,
        Map.of("SPARK_VERSION", "4.1.0"),
        Map.of("S3_KEY", "secret"),
        List.of(
            new Member(MASTER, Role.MASTER, "10.77.0.11", 0),
            new Member(WORKER, Role.WORKER, "10.77.0.12", 1)),
        List.of(
            new ModuleBundle(
                new ModuleName("ephemeral-hdfs"), HASH, Map.of("hadoop", HASH), "marker-1")),
        List.of(HASH),
        List.of(WORKER),
        List.of(MASTER),
        HASH);
  }

  private static Stream<Object> join() {
    return Stream.of(
        new JoinMessage.JoinBegin(
            RANGE, new ClusterName("demo"), new LaunchId("l1"), "i-0123456789abcdef0"),
        new JoinMessage.JoinProve("MFkw", "MEUC", "Kw8=", FACTS, "MIIB"),
        new JoinAnswer.JoinChallenge("AAECAw=="),
        new JoinAnswer.JoinAccepted(WORKER, "-----BEGIN CERTIFICATE-----\n"),
        new JoinAnswer.JoinRefused(ErrorCode.JOIN_REFUSED, "the token has expired"),
        new JoinAnswer.JoinLater(2000, "the launch call has not answered yet"));
  }
}
