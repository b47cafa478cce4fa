/** The open session: networks and data by name, run, compare, close. */
package io.otherwise;
