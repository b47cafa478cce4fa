/** The notebook file: reading, normal form, writing, in the layout that Jupyter itself writes. */
package io.otherwise.kernel.notebook;
