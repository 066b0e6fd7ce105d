package org.muster.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.muster.ec2.DocumentSigner;
import org.muster.ec2.Ec2Endpoint;
import org.muster.ec2.Machines;
import org.muster.ec2.books.GroupEntry;
import org.muster.ec2.books.ImageEntry;
import org.muster.ec2.books.ImageState;
import org.muster.ec2.books.Pace;
import org.muster.ec2.books.Region;
import org.muster.ec2.books.SnapshotEntry;
import org.muster.time.RealTime;

/**
 * The real Packer with the template of {@code image-build}, as far as it goes without a machine.
 */
final class PackerIT {
  private static final Path PROGRAM = Path.of("/usr/bin/packer");
  private static final Path TEMPLATE =
      Path.of(System.getProperty("muster.root"), "image-build", "ami");
  private static final Duration A_WHILE = Duration.ofMinutes(3);
  private static final String REGION = "eu-test-1";
  private static final String ACCOUNT = "123456789012";
  private static final String DEBIAN = "ami-00000000000000001";
  private static final String AMAZON_LINUX = "ami-00000000000000002";
  private static final String KEY = "AKIDEXAMPLE";
  private static final String SECRET = "secret";

  /** Machines at an address of this one, at which nobody lets Packer in. */
  private record Closed(List<Order> booted) implements Machines {
    private static final String NOWHERE = "127.77.0.1";

    @Override
    public String boot(Order order) {
      booted.add(order);
      return NOWHERE;
    }

    @Override
    public String start(Order order) {
      return NOWHERE;
    }

    @Override
    public void stop(String instanceId) {}

    @Override
    public void reboot(String instanceId) {}

    @Override
    public void terminate(String instanceId) {}
  }

  @TempDir private Path temp;
  private final List<Machines.Order> booted = new ArrayList<>();
  private final ExecutorService waiting = Executors.newCachedThreadPool();
  private Process started;
  private Region region;
  private Ec2Endpoint endpoint;

  @BeforeEach
  void begin() throws Exception {
    Assumptions.assumeTrue(Files.isExecutable(PROGRAM), () -> "there is no " + PROGRAM);
    region =
        new Region(
            new Region.Nature(
                REGION, ACCOUNT, RealTime.clock(), Pace.usual(), new DocumentSigner(REGION), 1),
            new Closed(booted),
            waiting);
    region.addImage(DEBIAN, "debian-12-amd64-20260101-1", "136693071363");
    region.addImage(AMAZON_LINUX, "al2023-ami-2023.9.20260101.0-kernel-6.1-x86_64", "137112412989");
    endpoint = Ec2Endpoint.serve(region);
    endpoint.trust(KEY, SECRET);
  }

  @AfterEach
  void end() {
    if (started != null) {
      processes().forEach(ProcessHandle::destroyForcibly);
    }
    if (endpoint != null) {
      endpoint.close();
    }
    waiting.shutdownNow();
  }

  private Running build(Path template, String... more) throws Exception {
    List<String> command = new ArrayList<>(List.of("env", "--default-signal=INT"));
    command.addAll(List.of(PROGRAM.toString(), "build", "-color=false", "-var", "name=lab"));
    command.addAll(List.of("-var", "dist=" + temp.resolve("dist"), "-var", "region=" + REGION));
    command.addAll(List.of("-var", "ec2_endpoint=" + endpoint.url()));
    command.addAll(List.of(more));
    command.add(template.toString());
    Files.createDirectories(temp.resolve("dist/agent"));
    Path output = temp.resolve("packer.out");
    Path errors = temp.resolve("packer.err");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(temp.toFile())
            .redirectOutput(output.toFile())
            .redirectError(errors.toFile());
    builder.environment().put("HOME", temp.toString());
    builder.environment().put("CHECKPOINT_DISABLE", "1");
    builder.environment().put("AWS_ACCESS_KEY_ID", KEY);
    builder.environment().put("AWS_SECRET_ACCESS_KEY", SECRET);
    builder.environment().put("AWS_EC2_METADATA_DISABLED", "true");
    builder.environment().put("AWS_POLL_DELAY_SECONDS", "1");
    started = builder.start();
    return new Running(command, started, output, errors);
  }

  /** What Ctrl-C does, which all hear that Packer has started. */
  private void interrupt() throws Exception {
    List<String> command = new ArrayList<>(List.of("kill", "-INT"));
    processes().forEach(each -> command.add(Long.toString(each.pid())));
    Programs.run(command.toArray(String[]::new));
  }

  private List<ProcessHandle> processes() {
    return Stream.concat(Stream.of(started.toHandle()), started.descendants()).toList();
  }

  private void assertThatNothingElseIsLeft() {
    assertThat(region.living()).isEmpty();
    assertThat(region.keys().there()).isEmpty();
    assertThat(region.groups().there()).extracting(GroupEntry::name).isSubsetOf("default");
    assertThat(region.volumes().shown()).isEmpty();
  }

  @Test
  void interruptedBeforeTheMachineLetsItInItTakesAwayWhatItMade() throws Exception {
    Running packer = build(TEMPLATE, "-only=amazon-ebs.debian12");
    Eventually.see(
        "Packer to wait for the machine",
        A_WHILE,
        packer::saidSoFar,
        said -> said.contains("Waiting for SSH") || !packer.isRunning());
    assertThat(packer.isRunning()).as(packer.saidSoFar()).isTrue();
    assertThat(booted)
        .singleElement()
        .satisfies(
            order -> {
              assertThat(order.imageId()).isEqualTo(DEBIAN);
              assertThat(order.publicKey()).matches("ssh-rsa \\S+ packer_\\S+");
              assertThat(order.disks()).containsExactly(new Machines.Disk("/dev/xvda", 20));
            });
    assertThat(region.keys().there()).hasSize(1);
    interrupt();

    assertThat(packer.end(A_WHILE).exitCode()).isNotZero();

    assertThatNothingElseIsLeft();
    assertThat(region.images().there()).hasSize(2);
  }

  /** Where it provisions nothing, Packer needs no machine, and goes all the way. */
  @Test
  void eachSourceBecomesAnEncryptedImageOfItsOwn() throws Exception {
    Path template = Files.createDirectories(temp.resolve("template"));
    Files.copy(TEMPLATE.resolve("variables.pkr.hcl"), template.resolve("variables.pkr.hcl"));
    String sources = Files.readString(TEMPLATE.resolve("sources.pkr.hcl"));
    Files.writeString(
        template.resolve("sources.pkr.hcl"),
        sources.replaceAll("( +)ssh_username += \".*", "$0\n$1communicator = \"none\""));
    String build = Files.readString(TEMPLATE.resolve("build.pkr.hcl"));
    Files.writeString(
        template.resolve("build.pkr.hcl"),
        """
        build {
          sources = ["source.amazon-ebs.al2023", "source.amazon-ebs.debian12"]
        """
            + build.substring(build.indexOf("  post-processor \"manifest\"")));

    Running packer = build(template);
    Result result = packer.end(A_WHILE);
    assertThat(result.exitCode()).withFailMessage(result::toString).isZero();

    assertThatNothingElseIsLeft();
    List<ImageEntry> made =
        region.images().there().stream().filter(each -> each.owner().equals(ACCOUNT)).toList();
    assertThat(made)
        .extracting(ImageEntry::description)
        .containsExactlyInAnyOrder(
            "Amazon Linux 2023 with the Muster agent", "Debian 12 with the Muster agent");
    assertThat(made).allSatisfy(this::assertThatItIsWhole);
    assertThat(region.snapshots().there())
        .filteredOn(each -> each.origin().owner().equals(ACCOUNT))
        .as("none of an image that came between")
        .hasSize(2);
    String manifest = Files.readString(temp.resolve("lab.packer.json"));
    assertThat(made).allSatisfy(each -> assertThat(manifest).contains(REGION + ":" + each.id()));
    assertThat(endpoint.answered())
        .extracting(Ec2Endpoint.Answered::word)
        .as("what EC2 does not know yet, and nothing else")
        .allMatch(word -> word.isEmpty() || word.endsWith(".NotFound"));
  }

  private void assertThatItIsWhole(ImageEntry image) {
    String system = image.name().replaceFirst("lab-([a-z0-9]+)-.*", "$1");
    assertThat(image.stateAt(region.now())).isEqualTo(ImageState.AVAILABLE);
    assertThat(image.tags())
        .containsEntry("Name", "lab-" + system)
        .containsEntry("muster-image", "lab");
    SnapshotEntry root = image.origin().disks().get(0).snapshot();
    assertThat(image.origin().disks()).hasSize(1);
    assertThat(root.origin().isEncrypted()).isTrue();
    assertThat(root.origin().gibibytes()).isEqualTo(20);
    assertThat(root.tags()).containsEntry("muster-image", "lab");
  }
}
