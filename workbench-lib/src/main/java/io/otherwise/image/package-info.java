/**
 * Pictures as files and at other sizes, on the heap and without the engine: PNG and JPEG, the two
 * resamplers that published pipelines use, crops and difference images.
 */
package io.otherwise.image;
