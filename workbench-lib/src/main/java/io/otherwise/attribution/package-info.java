/**
 * What a classifier's inner layers say of a decision: pure functions of activations and gradients.
 */
package io.otherwise.attribution;
