package io.otherwise.artifact;

/**
 * One measured figure of a network.
 *
 * @param figure what was measured, with its unit
 * @param low lower end of the 95 % interval; null where none was taken
 * @param high upper end; null where none was taken
 * @param n how many images the value stands on
 */
public record Quality(String figure, double value, Double low, Double high, long n) {}
