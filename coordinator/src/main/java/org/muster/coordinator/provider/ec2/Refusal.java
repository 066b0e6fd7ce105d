package org.muster.coordinator.provider.ec2;

import java.util.Set;
import org.muster.error.MusterException;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/** An answer of EC2 that is no success, after all retries. Never leaves this package. */
final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  // The same wish may be granted for another type or in another place.
  private static final Set<String> NO_ROOM =
      Set.of(
          "InsufficientInstanceCapacity",
          "InsufficientHostCapacity",
          "InsufficientReservedInstanceCapacity",
          "InsufficientFreeAddressesInSubnet",
          "SpotMaxPriceTooLow",
          "Unsupported");

  private final String action;
  private final String place;

  /**
   * @param action as EC2 calls it
   * @param place the region, or the address that was called instead
   */
  Refusal(String action, String place, AwsServiceException cause) {
    super(cause);
    this.action = action;
    this.place = place;
  }

  String action() {
    return action;
  }

  String place() {
    return place;
  }

  /** EC2's word for it; empty when the answer was none of EC2's. */
  String word() {
    return word(answer());
  }

  private static String word(AwsServiceException answer) {
    AwsErrorDetails details = answer.awsErrorDetails();
    return details == null || details.errorCode() == null ? "" : details.errorCode();
  }

  /** EC2's sentence. */
  String sentence() {
    AwsErrorDetails details = answer().awsErrorDetails();
    return details == null || details.errorMessage() == null
        ? "HTTP status " + answer().statusCode()
        : details.errorMessage();
  }

  int status() {
    return answer().statusCode();
  }

  boolean is(String word) {
    return word().equals(word);
  }

  boolean isForWantOfRoom() {
    return isForWantOfRoom(answer());
  }

  static boolean isForWantOfRoom(AwsServiceException answer) {
    return NO_ROOM.contains(word(answer));
  }

  private AwsServiceException answer() {
    return (AwsServiceException) getCause();
  }

  /** The same for people, with what to do about it. */
  MusterException told() {
    return RefusalText.of(this);
  }
}
