package org.muster.coordinator.core.controller;

import org.muster.protocol.Facts;
import org.muster.protocol.LaunchId;

/**
 * Who wants to join, with what was proven.
 *
 * @param publicKey Base64; the caller has proven that it holds the key
 * @param isTokenProven whether it also knew the launch's token
 */
public record JoinClaim(
    LaunchId launch, String instance, String publicKey, Facts facts, boolean isTokenProven) {}
