/** An executed notebook as one HTML file that needs nothing else: no network, no script. */
package io.otherwise.kernel.page;
