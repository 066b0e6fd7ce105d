package org.muster.ec2;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.muster.ec2.books.Pace;
import org.muster.ec2.books.Region;
import org.muster.ec2.fault.FaultPlan;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.services.ec2.Ec2AsyncClient;

/** A region with an endpoint, a clock that is set by hand, and the real SDK. */
public final class Scene {
  public static final String REGION = "eu-test-1";
  public static final String ACCOUNT = "123456789012";
  public static final String IMAGE = "ami-00000000000000001";
  public static final DocumentSigner SIGNER = new DocumentSigner(REGION);

  // To end the SDK's connections takes it two seconds: all tests have them in common.
  private static final Ec2Endpoint ENDPOINT = endpoint();
  private static final Ec2AsyncClient SDK =
      Ec2AsyncClient.builder()
          .credentialsProvider(credentials())
          .region(software.amazon.awssdk.regions.Region.of(REGION))
          .endpointOverride(ENDPOINT.url())
          .build();

  public final Region region;
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");

  /** Instances that are nowhere else. */
  public Scene(Pace pace) {
    this(pace, new NoMachines());
  }

  /** Machines that are there when the call returns. */
  public Scene(Pace pace, Machines machines) {
    region = region(pace, machines, () -> now);
    pass(pace.descriptions());
    ENDPOINT.beginAnew(region);
  }

  private static Region region(Pace pace, Machines machines, InstantSource clock) {
    Region made =
        new Region(
            new Region.Nature(REGION, ACCOUNT, clock, pace, SIGNER, 1), machines, Runnable::run);
    made.addImage(IMAGE, "muster-al2023");
    return made;
  }

  private static Ec2Endpoint endpoint() {
    try {
      return Ec2Endpoint.serve(region(Pace.immediate(), new NoMachines(), () -> Instant.EPOCH));
    } catch (IOException e) {
      throw new UncheckedIOException("serving EC2 for tests", e);
    }
  }

  public void pass(Duration time) {
    now = now.plus(time);
  }

  public Instant now() {
    return now;
  }

  public Ec2Endpoint served() {
    return ENDPOINT;
  }

  public FaultPlan faults() {
    return ENDPOINT.faults();
  }

  public static StaticCredentialsProvider credentials() {
    return StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIDEXAMPLE", "secret"));
  }

  public Ec2AsyncClient sdk() {
    return SDK;
  }
}
