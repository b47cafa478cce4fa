/** What methods do with gradients: pure functions, one equation each. */
package io.otherwise.guidance;
