/** {@code environment/bench NAME}: measured figures, one a line. */
package io.otherwise.bench;
