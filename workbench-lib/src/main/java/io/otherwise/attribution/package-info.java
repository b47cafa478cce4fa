/** Which parts of an image a classifier's decision rests on; they look inside by layer names. */
package io.otherwise.attribution;
