package org.muster.coordinator.provider.ec2;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.muster.error.ErrorCode;
import org.muster.error.MusterException;

/**
 * What people are told when EC2 refuses something: each kind of refusal has a way out of its own.
 */
final class RefusalText {
  private RefusalText() {}

  static MusterException of(Refusal refusal) {
    Told told = told(refusal);
    return new MusterException(
        told.code(),
        "EC2 (%s) refused %s: %s".formatted(refusal.place(), refusal.action(), told.sentence()),
        refusal);
  }

  private record Told(ErrorCode code, String sentence) {}

  /** What several words of EC2 have in common. */
  private record Rule(ErrorCode code, Set<String> words, String wayOut) {}

  private static final Set<String> NO_RIGHT =
      Set.of("UnauthorizedOperation", "AccessDenied", "AccessDeniedException");

  private static final List<Rule> RULES =
      List.of(
          new Rule(
              ErrorCode.ENVIRONMENT,
              Set.of(
                  "AuthFailure",
                  "InvalidClientTokenId",
                  "SignatureDoesNotMatch",
                  "ExpiredToken",
                  "RequestExpired",
                  "UnrecognizedClientException"),
              "the coordinator's AWS credentials are wrong or have expired; renew them where it runs,"
                  + " and see that its clock is right"),
          new Rule(
              ErrorCode.PROVIDER_FAILED,
              Set.of("RequestLimitExceeded", "Throttling", "ThrottlingException"),
              "these are too many calls for the account, also after waiting; it is tried again"),
          new Rule(
              ErrorCode.ENVIRONMENT,
              Set.of(
                  "VcpuLimitExceeded",
                  "InstanceLimitExceeded",
                  "MaxSpotInstanceCountExceeded",
                  "VolumeLimitExceeded",
                  "SecurityGroupLimitExceeded",
                  "SecurityGroupsPerInstanceLimitExceeded",
                  "ResourceLimitExceeded"),
              "a quota of the account is used up; ask for more under Service Quotas, end what is not"
                  + " needed, or launch fewer or smaller nodes"),
          new Rule(
              ErrorCode.ENVIRONMENT,
              Set.of("SpotMaxPriceTooLow"),
              "raise max_price, or leave it out to pay at most the on-demand price"),
          new Rule(
              ErrorCode.ENVIRONMENT,
              Set.of("DryRunOperation"),
              "something on the way has made it a dry run; look at what endpoint_url leads to"),
          new Rule(
              ErrorCode.ENVIRONMENT,
              Set.of("OptInRequired", "PendingVerification", "Blocked"),
              "the account may not do this yet; sign in to the AWS console"));

  private static Told told(Refusal refusal) {
    if (NO_RIGHT.contains(refusal.word())) {
      return unauthorised(refusal);
    }
    for (Rule rule : RULES) {
      if (rule.words().contains(refusal.word())) {
        return new Told(rule.code(), "%s; %s".formatted(said(refusal), rule.wayOut()));
      }
    }
    return byForm(refusal);
  }

  private static Told byForm(Refusal refusal) {
    if (refusal.isForWantOfRoom()) {
      return environment(
          refusal,
          "try again later, or give more 'types' or 'subnets' (one in each zone) for it to choose"
              + " from");
    }
    if (refusal.word().startsWith("InvalidAMIID")) {
      return new Told(
          ErrorCode.INVALID_INPUT,
          ("the image cannot be used (%s); an AMI belongs to one region, and has to be yours, public"
                  + " or shared with you: give another 'image', or copy it to %s")
              .formatted(said(refusal), refusal.place()));
    }
    if (refusal.status() >= 500 || refusal.word().isEmpty()) {
      return new Told(ErrorCode.PROVIDER_FAILED, "%s; it is tried again".formatted(said(refusal)));
    }
    boolean isOfSpec = refusal.word().toLowerCase(Locale.ROOT).startsWith("invalid");
    return isOfSpec
        ? new Told(
            ErrorCode.INVALID_INPUT,
            "%s; correct that setting in the cluster file".formatted(said(refusal)))
        : environment(refusal, "EC2's documentation of this error code says more");
  }

  private static Told unauthorised(Refusal refusal) {
    // What follows in EC2's sentence is an encoded message, which only its owner can read.
    return new Told(
        ErrorCode.ENVIRONMENT,
        ("the coordinator's AWS credentials lack the right ec2:%s (%s); add it to their policy, which"
                + " docs/ec2.md shows in full")
            .formatted(refusal.action(), refusal.word()));
  }

  private static Told environment(Refusal refusal, String wayOut) {
    return new Told(ErrorCode.ENVIRONMENT, "%s; %s".formatted(said(refusal), wayOut));
  }

  private static String said(Refusal refusal) {
    String sentence = refusal.sentence().strip().replaceAll("\\.$", "");
    return refusal.word().isEmpty() ? sentence : "%s: %s".formatted(refusal.word(), sentence);
  }
}
