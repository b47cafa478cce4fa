/** The recipes that made the shipped weights, run by {@code environment/train NAME}. */
package io.otherwise.training;
