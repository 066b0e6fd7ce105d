package org.muster.coordinator.cli;

/** How the output of a command on nodes is shown. */
enum OutputStyle {
  /** As it comes, with the node before each line. */
  PREFIXED,
  /** As it comes and as it is: for a command on one node. */
  BARE,
  /** At the end, equal outputs once. */
  GROUPED
}
