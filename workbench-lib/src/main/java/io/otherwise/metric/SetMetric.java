package io.otherwise.metric;

/** A metric of all answers together, such as a distance between two sets of images. */
public interface SetMetric extends Metric {}
