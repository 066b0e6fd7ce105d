package org.muster.coordinator.app;

import io.vertx.core.net.OpenSSLEngineOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.CountDownLatch;
import org.muster.coordinator.cli.Server;
import org.muster.error.ErrorCode;
import org.muster.error.MusterException;

/** Runs a coordinator in this process until it is told to stop. One per home. */
final class CoordinatorServer implements Server {

  @Override
  public int serve(Settings given) {
    CoordinatorSettings settings = SettingsReader.read(given);
    Path lockFile = settings.home().resolve("coordinator.lock");
    try {
      Files.createDirectories(
          settings.home(),
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      try (FileChannel channel =
              FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
          FileLock lock = channel.tryLock()) {
        if (lock == null) {
          throw new MusterException(
              ErrorCode.CONFLICT,
              "a coordinator serves %s already; end it with 'muster coordinator stop'"
                  .formatted(settings.home()));
        }
        return serveAlone(settings);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("locking " + lockFile, e);
    }
  }

  private static int serveAlone(CoordinatorSettings settings) {
    CountDownLatch told = new CountDownLatch(1);
    CoordinatorApp app = new CoordinatorApp(settings, told::countDown);
    Thread atExit = new Thread(app::close, "muster-exit");
    Runtime.getRuntime().addShutdownHook(atExit);
    loadTls();
    app.start();
    try {
      told.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    app.close();
    return 0;
  }

  /** Unpacking and linking the native library takes as long as reading the past: both at once. */
  private static void loadTls() {
    Thread loading = new Thread(OpenSSLEngineOptions::isAvailable, "muster-tls");
    loading.setDaemon(true);
    loading.start();
  }
}
