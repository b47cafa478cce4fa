/** Measuring: what turns explanations into figures with an n and an interval. */
package io.otherwise.experiment;
