/** Which pixels and which units a classifier's answer rests on. */
package io.otherwise.attribution;
