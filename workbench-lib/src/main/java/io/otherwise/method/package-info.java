/** One paper, one file: a method is a record of hyperparameters, its algorithm box is the loop. */
package io.otherwise.method;
