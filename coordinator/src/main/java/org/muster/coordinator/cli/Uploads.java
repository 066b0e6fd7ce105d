package org.muster.coordinator.cli;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.Map;

/** Sends folders and files to the coordinator. */
final class Uploads {
  private final ApiClient api;

  Uploads(ApiClient api) {
    this.api = requireNonNull(api, "api is null");
  }

  /** The answer is the hash that the folder's content has there. */
  String send(Path folder) {
    return send(FolderArchive.of(folder));
  }

  /** The answer is the hash of the tree of these files, by the names that they get. */
  String send(Map<String, Path> files) {
    return send(FolderArchive.of(files));
  }

  private String send(FolderArchive archive) {
    return api.upload("/trees", archive::writeTo, Kept.class).tree();
  }

  private record Kept(String tree) {}
}
