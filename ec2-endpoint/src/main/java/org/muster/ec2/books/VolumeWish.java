package org.muster.ec2.books;

/**
 * One of the block devices that a call asks for.
 *
 * @param gibibytes zero when nobody says
 */
public record VolumeWish(
    String device, int gibibytes, String type, boolean isEncrypted, boolean endsWithInstance) {}
