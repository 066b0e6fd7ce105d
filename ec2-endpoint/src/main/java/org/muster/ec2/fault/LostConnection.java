package org.muster.ec2.fault;

/** The caller hears nothing: the connection ends. */
public final class LostConnection extends RuntimeException {
  private static final long serialVersionUID = 1L;

  LostConnection() {
    super("the connection ends here, as planned");
  }
}
