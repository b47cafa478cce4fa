/** How the class an image should become is chosen: rules from images to queries. */
package io.otherwise.target;
