/**
 * Files that come from outside the program: what they must be ({@link
 * io.otherwise.artifact.Manifest}), where they are ({@link io.otherwise.artifact.Artifacts}), what
 * is inside ({@link io.otherwise.artifact.WeightFile}), and the record of all that made a result
 * ({@link io.otherwise.artifact.Provenance}). Uses the JDK and Jackson alone.
 */
package io.otherwise.artifact;
