package org.muster.ec2.query;

/**
 * An answer that is no success: EC2's word for it, with the HTTP status that goes with the word.
 */
public final class Ec2Refusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final String code;

  /** With any word, such as one of a fault that a test has planned. */
  public Ec2Refusal(int status, String code, String sentence) {
    super(sentence);
    this.status = status;
    this.code = code;
  }

  /** A mistake of the caller's. */
  @SuppressWarnings("AnnotateFormatMethod") // the module has no other use for annotations
  public static Ec2Refusal of(String code, String sentence, Object... arguments) {
    return new Ec2Refusal(400, code, sentence.formatted(arguments));
  }

  public static Ec2Refusal missing(String parameter) {
    return of("MissingParameter", "The request must contain the parameter %s", parameter);
  }

  public static Ec2Refusal invalid(String parameter, String value) {
    return of("InvalidParameterValue", "Value (%s) for parameter %s is invalid.", value, parameter);
  }

  public static Ec2Refusal dryRun() {
    return new Ec2Refusal(
        412, "DryRunOperation", "Request would have succeeded, but DryRun flag is set.");
  }

  public static Ec2Refusal tooManyCalls() {
    return new Ec2Refusal(503, "RequestLimitExceeded", "Request limit exceeded.");
  }

  public static Ec2Refusal noRoom(String type, String zone) {
    return new Ec2Refusal(
        500,
        "InsufficientInstanceCapacity",
        "We currently do not have sufficient %s capacity in the Availability Zone you requested (%s)."
            .formatted(type, zone));
  }

  public static Ec2Refusal overQuota() {
    return of(
        "InstanceLimitExceeded",
        "You have requested more instances than your current instance limit allows for the specified instance type.");
  }

  public static Ec2Refusal noRight() {
    return new Ec2Refusal(
        403, "UnauthorizedOperation", "You are not authorized to perform this operation.");
  }

  public static Ec2Refusal internal() {
    return new Ec2Refusal(500, "InternalError", "An internal error has occurred.");
  }

  public static Ec2Refusal unavailable() {
    return new Ec2Refusal(503, "Unavailable", "The service is unavailable. Please try again.");
  }

  public int status() {
    return status;
  }

  public String code() {
    return code;
  }
}
