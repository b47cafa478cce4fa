/**
 * Roles of trained parts: classifiers, noise predictors, autoencoders and what was trained
 * together.
 */
package io.otherwise.model;
