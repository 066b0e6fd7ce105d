package org.muster.coordinator.app;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.muster.coordinator.flow.Retention;
import org.muster.coordinator.journal.PostgresSettings;

/**
 * How one coordinator is set up. Nothing in it can be wrong any more.
 *
 * @param version what command lines compare with their own
 * @param distribution the folder with jars, modules and templates; null outside of one
 * @param journal the database that it shares; empty for a file of its own
 * @param certificates of regions of EC2, besides those that come with Muster
 * @param isAdopting whether a journal counts that is behind what nodes have seen
 */
record CoordinatorSettings(
    Path home,
    String version,
    Path distribution,
    Api api,
    Agents agents,
    Optional<PostgresSettings> journal,
    Retention retention,
    Optional<Path> certificates,
    boolean endsWhenIdle,
    boolean isAdopting) {
  CoordinatorSettings {
    requireNonNull(home, "home is null");
    requireNonNull(version, "version is null");
    requireNonNull(api, "api is null");
    requireNonNull(agents, "agents is null");
    requireNonNull(journal, "journal is null");
    requireNonNull(retention, "retention is null");
    requireNonNull(certificates, "certificates is null");
  }

  /**
   * Where the API is.
   *
   * @param names by which callers reach it, besides those of this machine
   * @param certificate of somebody else's making; else there is none on loopback, and our own
   *     authority makes one elsewhere
   */
  record Api(HostPort listen, List<String> names, Optional<KeyFiles> certificate) {
    Api {
      requireNonNull(listen, "listen is null");
      names = List.copyOf(names);
      requireNonNull(certificate, "certificate is null");
    }
  }

  /** A certificate chain and its key, as PEM. */
  record KeyFiles(Path certificate, Path key) {}

  /**
   * Where agents connect.
   *
   * @param listen port 0 stands for the one that this home keeps
   * @param advertise what nodes are told to call; with port 0 the one that is listened on; empty
   *     for what is listened on
   */
  record Agents(HostPort listen, List<HostPort> advertise) {
    Agents {
      requireNonNull(listen, "listen is null");
      advertise = List.copyOf(advertise);
    }
  }
}
