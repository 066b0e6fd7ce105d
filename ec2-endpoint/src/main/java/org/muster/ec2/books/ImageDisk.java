package org.muster.ec2.books;

/**
 * A volume that an image gives to its instances.
 *
 * @param snapshot what is on it
 */
public record ImageDisk(
    String device, SnapshotEntry snapshot, String type, boolean endsWithInstance) {
  ImageDisk with(SnapshotEntry other) {
    return new ImageDisk(device, other, type, endsWithInstance);
  }
}
