package org.muster.ec2;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.muster.coordinator.core.membership.InstanceDocument;
import org.muster.coordinator.link.identity.RegionCertificates;
import org.muster.coordinator.link.identity.SignedDocuments;
import org.muster.ec2.books.Pace;
import software.amazon.awssdk.services.ec2.model.InstanceType;

/** What a machine can show of itself, before the code that lets nodes in. */
final class IdentityTest {
  @TempDir private Path folder;

  @Test
  void aCoordinatorThatPinsTheKeyTakesTheDocument() throws Exception {
    List<Machines.Order> booted = new ArrayList<>();
    Scene scene = new Scene(Pace.immediate(), new RecordingMachines(booted));
    scene
        .sdk()
        .runInstances(
            r ->
                r.imageId(Scene.IMAGE)
                    .instanceType(InstanceType.M6_I_LARGE)
                    .minCount(1)
                    .maxCount(1)
                    .userData("IyFoaQ=="))
        .join();
    Path pinned = Files.writeString(folder.resolve("mine.pem"), Scene.SIGNER.entry());

    InstanceDocument document =
        new SignedDocuments(RegionCertificates.in(pinned)).open(booted.get(0).identity().rsa2048());

    assertThat(booted).hasSize(1);
    assertThat(document)
        .isEqualTo(
            new InstanceDocument(
                scene.region.instances().get(0).id(),
                Scene.ACCOUNT,
                Scene.REGION,
                Scene.IMAGE,
                Instant.parse("2026-01-01T00:00:00Z")));
    assertThat(booted.get(0).userData()).isEqualTo("#!hi");
  }
}
