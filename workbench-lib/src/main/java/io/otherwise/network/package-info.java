/**
 * Published architectures, one a file: they write their layers into a script, arrays in, arrays
 * out.
 */
package io.otherwise.network;
