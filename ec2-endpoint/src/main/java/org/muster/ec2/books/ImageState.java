package org.muster.ec2.books;

import java.util.Locale;

/** What EC2 says of an image. */
public enum ImageState {
  PENDING,
  AVAILABLE,
  FAILED;

  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
