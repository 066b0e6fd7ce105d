package org.muster.coordinator.artifact;

import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** Says for people what an {@link IOException} often leaves to the name of its class. */
final class IoReason {
  private IoReason() {}

  static String of(IOException failure) {
    if (failure instanceof NoSuchFileException missing) {
      return "there is no " + missing.getFile();
    }
    if (failure instanceof AccessDeniedException denied) {
      return "permission denied for " + denied.getFile();
    }
    if (failure instanceof UnknownHostException || isUnresolved(failure)) {
      return "its host name cannot be resolved";
    }
    if (failure instanceof HttpTimeoutException) {
      return "it did not answer in time";
    }
    if (failure instanceof ConnectException) {
      return "nobody accepts connections there";
    }
    if (failure instanceof EOFException) {
      return "it ends too early";
    }
    if (failure instanceof FileSystemException system && system.getReason() != null) {
      return system.getReason() + " (" + system.getFile() + ")";
    }
    return failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
  }

  private static boolean isUnresolved(Throwable failure) {
    Throwable cause = failure.getCause();
    return cause instanceof UnresolvedAddressException
        || (cause instanceof ConnectException && isUnresolved(cause));
  }
}
