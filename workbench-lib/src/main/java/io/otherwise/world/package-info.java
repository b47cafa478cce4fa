/**
 * The embedded world: rendered faces whose causal model and noise are known, so that the true
 * counterfactual of every picture can be rendered. Deterministic to the bit on any machine: draws
 * come from counters, and the renderer uses only operations that IEEE 754 defines exactly.
 */
package io.otherwise.world;
