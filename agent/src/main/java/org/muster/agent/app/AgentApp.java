package org.muster.agent.app;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.logging.Logger;
import org.muster.agent.core.Agent;
import org.muster.agent.core.HeldStep;
import org.muster.agent.link.Identity;
import org.muster.agent.link.IdentityStore;
import org.muster.agent.link.Link;
import org.muster.agent.link.LinkEvents;
import org.muster.agent.link.LinkSettings;
import org.muster.agent.link.LogPump;
import org.muster.agent.link.Network;
import org.muster.agent.step.DurableFile;
import org.muster.agent.step.SharedStore;
import org.muster.agent.step.StepEnvironment;
import org.muster.agent.step.StepEvents;
import org.muster.agent.step.StepThreads;
import org.muster.agent.step.Steps;
import org.muster.agent.step.StoreSource;
import org.muster.agent.template.TemplateContext;
import org.muster.agent.template.Templates;
import org.muster.crash.CrashFile;
import org.muster.crash.CrashPoint;
import org.muster.crash.CrashPoints;
import org.muster.crash.CrashingPorts;
import org.muster.error.ErrorCode;
import org.muster.error.MusterException;
import org.muster.protocol.Facts;
import org.muster.protocol.Member;
import org.muster.time.Pause;

/** Everything an agent is made of, put together here and nowhere else. */
final class AgentApp implements AutoCloseable {
  private static final int PREPARATIONS = 4;
  private static final Duration ADOPT_AGAIN = Duration.ofSeconds(1);
  private static final Logger log = Logger.getLogger(AgentApp.class.getName());
  private static final Path MACHINE_ID = Path.of("/etc/machine-id");

  private final AgentConfig config;
  private final String javaHome;
  private final String version;
  private final CrashPoints crashes;
  private final MetadataGuard guard = MetadataGuard.ofMachine();
  private final InstanceMetadata metadata =
      new InstanceMetadata(InstanceMetadata.address(System.getenv()), Pause.real());
  private final Vertx vertx = Vertx.vertx(smallVertx());
  private final AgentThread thread = new AgentThread();
  private final ThreadPoolExecutor blocking = preparations();
  private Optional<FileLock> lock = Optional.empty();
  private Optional<Link> link = Optional.empty();

  AgentApp(AgentConfig config, String javaHome, String version) {
    this.config = config;
    this.javaHome = javaHome;
    this.crashes = config.crashPoints().map(CrashFile::of).orElseGet(CrashPoints::off);
    this.version = crashes.areOn() ? version + "+crash-points" : version;
  }

  /** Takes over what the node holds, and only then calls the coordinator. */
  void start() {
    lock = Optional.of(lockState(config.places().state()));
    closeMetadata();
    Facts facts =
        new NodeFacts(Path.of("/proc")).measure(config, Runtime.getRuntime().availableProcessors());
    CrashingPorts ports = new CrashingPorts(crashes);
    Identity identity =
        Identity.in(
            ports.around(
                IdentityStore.class,
                new IdentityDirectory(config.places().state().resolve("identity"))));
    Agent agent = new Agent(epoch());
    Performer performer = new Performer(agent, facts, config.places(), version, thread, crashes);
    Link newLink =
        new Link(
            link(identity),
            identity,
            facts,
            Network.of(vertx),
            thread,
            thread,
            new SecureRandom()::nextDouble,
            ports.around(LinkEvents.class, performer));
    Steps steps =
        new Steps(
            config.places(),
            new StepEnvironment(config.places(), facts, javaHome, config.buildsImage()),
            store(newLink),
            this::render,
            new StepThreads(thread, thread, blocking),
            ports.around(StepEvents.class, performer),
            crashes);
    LogPump logs = new LogPump(steps::output, newLink::send, thread, thread);
    performer.connect(steps, newLink, logs);
    link = Optional.of(newLink);
    thread.execute(() -> adoptAndConnect(agent, steps, logs, newLink));
    askForNotices(performer);
  }

  private void askForNotices(Performer performer) {
    if (config.mayHaveMetadata()) {
      URI service = InstanceMetadata.address(System.getenv());
      new NoticePoll(vertx, service, thread, thread, performer::noticed).start();
    }
  }

  private LinkSettings link(Identity identity) {
    LinkSettings told = config.link();
    LinkSettings named =
        told.instance().isEmpty()
            ? told.named(OwnName.in(config.places().state(), MACHINE_ID))
            : told;
    return config.metadata().showsIdentity() && !identity.isKnown()
        ? named.showing(metadata.identityDocument())
        : named;
  }

  private void closeMetadata() {
    if (config.metadata().isClosed() && !guard.close()) {
      log.warning(
          "the metadata service, which has this instance's join token and credentials, is open to"
              + " all users: neither nft nor iptables can close it; install one, or launch with"
              + " 'metadata: all'");
    }
  }

  private void adoptAndConnect(Agent agent, Steps steps, LogPump logs, Link link) {
    List<HeldStep> held;
    try {
      held = steps.adopt();
    } catch (MusterException e) {
      log.warning("taking over what the node holds: %s; trying again".formatted(e.getMessage()));
      thread.after(ADOPT_AGAIN, () -> adoptAndConnect(agent, steps, logs, link));
      return;
    }
    agent.adopt(held, thread.clock().instant());
    crashes.passed(CrashPoint.STEPS_ADOPTED);
    for (HeldStep step : held) {
      if (step.result().isEmpty()) {
        logs.resume(step.step());
        steps.watch(step.step());
      }
    }
    link.start();
  }

  private void render(
      Path templates, Map<String, String> environment, List<Member> members, Set<String> secrets) {
    Map<String, Object> context = TemplateContext.of(environment, members);
    Templates.render(templates, config.places().rootDirectory(), context, secrets);
  }

  private StoreSource store(Link newLink) {
    StoreSource remote = new CoordinatorStore(newLink.store(vertx));
    return config
        .sharedStore()
        .<StoreSource>map(store -> new SharedStore(store, remote))
        .orElse(remote);
  }

  private long epoch() {
    String text = DurableFile.read(config.places().state().resolve("epoch")).orElse("0").strip();
    if (!text.matches("[0-9]{1,18}")) {
      throw new MusterException(
          ErrorCode.STORAGE_FAILED, "reading the epoch: '%s' is no number".formatted(text));
    }
    return Long.parseLong(text);
  }

  /** Two agents on one state directory would each believe that they own its steps. */
  private static FileLock lockState(Path state) {
    try {
      Files.createDirectories(state);
      FileChannel channel =
          FileChannel.open(
              state.resolve("agent.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      FileLock lock = channel.tryLock();
      if (lock == null) {
        throw new MusterException(
            ErrorCode.CONFLICT, "another agent works in %s; stop it first".formatted(state));
      }
      return lock;
    } catch (IOException e) {
      throw new MusterException(
          ErrorCode.STORAGE_FAILED, "locking %s: %s".formatted(state, e.getMessage()), e);
    }
  }

  private static VertxOptions smallVertx() {
    return new VertxOptions()
        .setEventLoopPoolSize(1)
        .setWorkerPoolSize(1)
        .setInternalBlockingPoolSize(1)
        .setBlockedThreadCheckInterval(1)
        .setBlockedThreadCheckIntervalUnit(TimeUnit.HOURS)
        .setFileSystemOptions(
            new FileSystemOptions()
                .setClassPathResolvingEnabled(false)
                .setFileCachingEnabled(false));
  }

  private static ThreadPoolExecutor preparations() {
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(
            PREPARATIONS,
            PREPARATIONS,
            10,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            task -> {
              Thread thread = new Thread(task, "preparation");
              thread.setDaemon(true);
              return thread;
            });
    pool.allowCoreThreadTimeOut(true);
    return pool;
  }

  /** Closes the link; what runs goes on without us. */
  @Override
  public void close() {
    link.ifPresent(open -> thread.execute(open::close));
    thread.close();
    blocking.shutdownNow();
    vertx.close().toCompletionStage().toCompletableFuture().orTimeout(2, TimeUnit.SECONDS).join();
    lock.ifPresent(AgentApp::release);
  }

  private static void release(FileLock held) {
    try {
      held.release();
      held.channel().close();
    } catch (IOException e) {
      throw new MusterException(ErrorCode.STORAGE_FAILED, "unlocking the state directory", e);
    }
  }
}
