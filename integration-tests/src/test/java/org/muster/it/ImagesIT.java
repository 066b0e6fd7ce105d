package org.muster.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** What is baked into an image is there on every node that boots from it, and runs no init. */
@EnabledIfEnvironmentVariable(
    named = "MUSTER_PRIVILEGED_TESTS",
    matches = "1",
    disabledReason = "containers need root: set MUSTER_PRIVILEGED_TESTS=1")
final class ImagesIT {
  private static final String MODULES = "src/test/resources/modules/images";
  private static final int MUCH = 4 << 20;

  @Test
  void aLaunchFromAnImageInstallsNothing() throws Exception {
    ContainerHome home = ContainerHome.create();
    Muster muster = home.muster();
    String modules = Path.of(MODULES).toAbsolutePath().toString();
    Path spec = home.folder().resolve("cluster.yaml");
    Files.writeString(
        spec,
        """
        name: baked
        provider: { kind: local, isolation: container, image: greetings }
        groups: [{ role: master, count: 1, type: 512M/1 }, { role: worker, count: 1, type: 512M/1 }]
        modules: [node, greeting]
        """);
    String[] launch = {"launch", "baked", "-f", spec.toString(), "--module-path", modules};
    assertThat(muster.run(launch).all()).contains("there is no image 'greetings'", "image build");

    muster.succeedWithin(
        Muster.A_LAUNCH,
        "image",
        "build",
        "greetings",
        "--modules",
        "node,greeting",
        "--module-path",
        modules);
    assertThat(muster.succeed("image", "list").all()).contains("greetings", "node, greeting");
    assertThat(home.remains().all()).as("of the node that built it").isEmpty();

    muster.succeedWithin(Muster.A_LAUNCH, launch);
    for (JsonNode step : muster.steps("baked").values()) {
      assertThat(step.get("baked").asBoolean())
          .as(step.toString())
          .isEqualTo(step.get("phase").asText().equals("init"));
    }
    assertThat(muster.succeed("run", "baked", "--", "hello").all()).contains("Hello, world!");
    assertThat(bytesBelow(muster.node("baked", "worker-1").resolve("upper"))).isLessThan(MUCH);
    assertThat(muster.run("image", "remove", "greetings").all())
        .contains("'baked' boot from image");

    Result other = muster.run("deploy", "baked", "--set", "GREETING=Bye", "--module-path", modules);
    assertThat(other.exitCode()).as("what was not baked so is installed anew").isEqualTo(1);
    muster.destroy("baked");
    muster.succeed("image", "remove", "greetings");
    assertThat(muster.succeed("image", "list").all()).contains("no images yet");
    muster.end();
    assertThat(home.remains().all()).isEmpty();
    home.delete();
  }

  private static long bytesBelow(Path folder) throws Exception {
    String said = Programs.run("du", "--summarize", "--bytes", folder.toString());
    return Long.parseLong(said.split("\\s")[0]);
  }
}
