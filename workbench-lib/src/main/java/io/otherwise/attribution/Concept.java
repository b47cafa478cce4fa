package io.otherwise.attribution;

import io.otherwise.explain.Image;
import java.util.Optional;

/**
 * One channel of a layer that was chosen to change an image.
 *
 * @param channel counted from 0
 * @param score what it was chosen by
 * @param where the places where it may change, spread over the image: a grey picture of its size, 1
 *     where the channel is free; empty where a layer has no places
 */
public record Concept(int channel, double score, Optional<Image> where) {}
