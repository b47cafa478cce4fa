package ai.djl.pytorch.jni;

import ai.djl.pytorch.engine.PtSymbolBlock;

/**
 * The one native call that DJL does not expose: running a method of a script module with gradients
 * allowed. DJL's own {@code runMethod} always runs in inference mode, whose outputs can enter no
 * graph. It lives in this package because the native table is package-private.
 */
public final class ScriptCall {
  private ScriptCall() {}

  /** Runs {@code method} of {@code module}; the caller closes the arguments and the answer. */
  public static IValue run(PtSymbolBlock module, String method, IValue... arguments) {
    long[] handles = new long[arguments.length];
    for (int i = 0; i < handles.length; i++) {
      handles[i] = arguments[i].getHandle();
    }
    return new IValue(
        PyTorchLibrary.LIB.moduleRunMethod(module.getHandle(), method, handles, true, false));
  }
}
