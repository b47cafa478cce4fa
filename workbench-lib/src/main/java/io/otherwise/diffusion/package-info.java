/** Noise schedules and single reverse steps: pure functions, one equation each. */
package io.otherwise.diffusion;
