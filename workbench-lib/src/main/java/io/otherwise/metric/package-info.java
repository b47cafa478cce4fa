/** Numbers about counterfactuals and sets of images; they know counterfactuals, never methods. */
package io.otherwise.metric;
