/** Runs notebooks without a front end and without Python: a client of any Jupyter kernel. */
package io.otherwise.kernel.runner;
