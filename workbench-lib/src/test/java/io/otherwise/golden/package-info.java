/**
 * Numbers that the authors' own code computed, and what ours makes of the same inputs.
 *
 * <p>A golden file describes itself: its {@code format}, {@code method}, {@code settings} or {@code
 * model} say what it is, and every weight, image and noise value follows from its name by a
 * formula. Nothing here looks at a file's name but to report it.
 */
package io.otherwise.golden;
