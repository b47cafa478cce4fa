/** Which parts of an image, and which units of a layer, a classifier's decision rests on. */
package io.otherwise.attribution;
