/**
 * The currency of the workbench: queries, counterfactuals, methods and images as plain heap data.
 */
package io.otherwise.explain;
