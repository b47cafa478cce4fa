/**
 * The world flowers: a garden of rendered species with a taxonomy, a structural causal model and
 * rare variants that a classifier trained without them gets wrong. Deterministic to the bit like
 * the faces.
 */
package io.otherwise.world.flower;
