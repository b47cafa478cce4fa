/**
 * The Java kernel of the notebooks: JShell inside this process behind Jupyter's protocol.
 *
 * <p>From the bottom up: {@link io.otherwise.kernel.StopSignal} and {@code StopChecks} make
 * notebook code stoppable, {@code CellRunner} evaluates cells and knows nothing of Jupyter, {@code
 * NotebookKernel} speaks the protocol, {@link io.otherwise.kernel.Notebook} is what cells call, and
 * {@link io.otherwise.kernel.KernelMain} starts or installs it all.
 */
package io.otherwise.kernel;
