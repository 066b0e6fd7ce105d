package org.muster.coordinator.cli;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;

/** Sends folders to the coordinator. */
final class Uploads {
  private final ApiClient api;

  Uploads(ApiClient api) {
    this.api = requireNonNull(api, "api is null");
  }

  /** The answer is the hash that the folder's content has there. */
  String send(Path folder) {
    FolderArchive archive = FolderArchive.of(folder);
    return api.upload("/trees", archive::writeTo, Kept.class).tree();
  }

  private record Kept(String tree) {}
}
