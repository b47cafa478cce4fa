/**
 * The safe face of the engine and the only place that knows about gradients.
 *
 * <p>DJL's own arithmetic hands the native library buffers that the garbage collector may free
 * while a graph still needs them, so nothing here uses it: values enter by copy, every operation is
 * a call into TorchScript that Java itself writes, and every result belongs to the innermost open
 * {@link io.otherwise.tensor.Scope}.
 */
package io.otherwise.tensor;
