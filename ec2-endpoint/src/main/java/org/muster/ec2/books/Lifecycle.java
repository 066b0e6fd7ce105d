package org.muster.ec2.books;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Executor;
import org.muster.ec2.DocumentSigner;
import org.muster.ec2.Machines;

/**
 * Takes instances through their states, and has their machines follow. A state is reached when both
 * the pace and the machine are there.
 */
final class Lifecycle {
  private final Region.Nature nature;
  private final Machines machines;
  private final Executor executor;
  private final DocumentSigner signer;
  private final Object lock;

  /** The calls come with the lock held; machines are waited for without it. */
  Lifecycle(Region.Nature nature, Machines machines, Executor executor, Object lock) {
    this.nature = nature;
    this.machines = machines;
    this.executor = executor;
    this.signer = nature.signer();
    this.lock = lock;
  }

  private interface Work {
    void run() throws Exception;
  }

  private InstantSource clock() {
    return nature.clock();
  }

  void boot(InstanceEntry instance) {
    Machines.Order order = order(instance);
    after(instance, () -> up(instance, machines.boot(order)));
  }

  void start(InstanceEntry instance) {
    Instant now = clock().instant();
    instance.turn(now, InstanceState.PENDING);
    instance.started(now);
    Machines.Order order = order(instance);
    after(instance, () -> up(instance, machines.start(order)));
  }

  private void up(InstanceEntry instance, String address) {
    synchronized (lock) {
      instance.reachedAt(address);
      reach(instance, InstanceState.PENDING, nature.pace().pending(), InstanceState.RUNNING);
    }
  }

  void stop(InstanceEntry instance) {
    instance.turn(clock().instant(), InstanceState.STOPPING);
    after(
        instance,
        () -> {
          machines.stop(instance.id());
          synchronized (lock) {
            reach(
                instance, InstanceState.STOPPING, nature.pace().stopping(), InstanceState.STOPPED);
          }
        });
  }

  void reboot(InstanceEntry instance) {
    after(instance, () -> machines.reboot(instance.id()));
  }

  void terminate(InstanceEntry instance) {
    if (instance.stateAt(clock().instant()).isOver()) {
      return;
    }
    instance.turn(clock().instant(), InstanceState.SHUTTING_DOWN);
    after(
        instance,
        () -> {
          machines.terminate(instance.id());
          synchronized (lock) {
            Instant over = clock().instant().plus(nature.pace().ending());
            instance.turn(over, InstanceState.TERMINATED);
            instance.endAt(over.plus(nature.pace().remembered()));
            instance.volumes().stream()
                .filter(volume -> volume.wish().endsWithInstance())
                .forEach(volume -> volume.endAt(over));
          }
        });
  }

  void retag(InstanceEntry instance) {
    after(instance, () -> machines.retag(instance.id(), instance.tags()));
  }

  void notice(InstanceEntry instance, Machines.Notice notice) {
    after(instance, () -> machines.notice(instance.id(), notice));
  }

  /** A machine that is on is shut down for it, and comes back, when that is wanted. */
  void freeze(InstanceEntry instance, ImageEntry image, boolean isShutDown) {
    Machines.Order order = order(instance);
    after(
        instance,
        () -> {
          perform(
              image,
              () -> {
                if (isShutDown) {
                  machines.stop(instance.id());
                }
                machines.freeze(instance.id(), image.id());
              });
          if (isShutDown) {
            String address = machines.start(order);
            synchronized (lock) {
              instance.reachedAt(address);
            }
          }
        });
    image.worksOn(instance.work());
  }

  void copy(ImageEntry from, ImageEntry image) {
    from.worksOn(
        from.work()
            .thenRunAsync(
                () -> perform(image, () -> machines.copyImage(from.id(), image.id())), executor));
    image.worksOn(from.work());
  }

  void forget(ImageEntry image) {
    image.worksOn(image.work().thenRunAsync(() -> forgotten(image), executor));
  }

  private void forgotten(ImageEntry image) {
    try {
      machines.forgetImage(image.id());
    } catch (Exception e) {
      throw new IllegalStateException("forgetting " + image.id(), e);
    }
  }

  private void perform(ImageEntry image, Work work) {
    String failure = "";
    try {
      work.run();
    } catch (Exception e) {
      failure = e.toString();
    }
    synchronized (lock) {
      Instant now = clock().instant();
      Instant earliest = image.madeAt().plus(nature.pace().imaging());
      Instant end = earliest.isAfter(now) ? earliest : now;
      if (failure.isEmpty()) {
        image.making().end(end);
      } else {
        image.making().fail(end, failure);
      }
    }
  }

  /** Unless something else was asked for meanwhile. */
  private void reach(
      InstanceEntry instance, InstanceState from, Duration atLeast, InstanceState to) {
    Instant now = clock().instant();
    if (instance.stateAt(now) == from) {
      Instant since = instance.since(now);
      Instant earliest = since.plus(atLeast);
      instance.turn(earliest.isAfter(now) ? earliest : now, to);
    }
  }

  private void after(InstanceEntry instance, Work work) {
    instance.worksOn(instance.work().thenRunAsync(() -> performed(instance, work), executor));
  }

  private void performed(InstanceEntry instance, Work work) {
    try {
      work.run();
    } catch (Exception e) {
      synchronized (lock) {
        instance.because("Server.InternalError: " + e);
        Instant now = clock().instant();
        instance.turn(now, InstanceState.TERMINATED);
        instance.endAt(now.plus(nature.pace().remembered()));
      }
    }
  }

  private Machines.Order order(InstanceEntry instance) {
    RunWish wish = instance.wish();
    String document = IdentityDocument.of(instance, nature.account(), nature.name());
    return new Machines.Order(
        instance.id(),
        wish.image().id(),
        wish.type(),
        wish.subnet().zone(),
        instance.address(),
        instance.launchIndex(),
        wish.userData(),
        instance.tags(),
        Devices.disks(wish),
        wish.isSpot(),
        new Machines.Identity(document, signer::sign),
        wish.key().map(KeyEntry::line).orElse(""));
  }
}
