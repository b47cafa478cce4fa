package io.otherwise.tensor;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.ScriptCall;
import java.util.ArrayList;
import java.util.List;

/** Compiled TorchScript: methods that take tensors, lists of tensors and numbers. */
final class Program implements AutoCloseable {
  private final PtSymbolBlock block;
  private boolean closed;

  private Program(PtSymbolBlock block) {
    this.block = block;
  }

  /** Compiles method definitions; a mistake in them is an exception with the source line. */
  static Program compile(String methods) {
    return new Program(Archive.load(Torch.root(), methods));
  }

  static Program of(PtSymbolBlock block) {
    return new Program(block);
  }

  /** Runs a method that returns one tensor, owned by the innermost scope. */
  Tensor call(String method, Object... arguments) {
    Scope scope = Scope.innermost();
    try (IValue answer = run(method, arguments)) {
      return Tensor.wrap(scope, answer.toTensor(scope.manager()));
    }
  }

  /** Runs a method that returns a list of tensors, owned by the innermost scope. */
  List<Tensor> calls(String method, Object... arguments) {
    Scope scope = Scope.innermost();
    try (IValue answer = run(method, arguments)) {
      List<Tensor> tensors = new ArrayList<>();
      for (PtNDArray array : answer.toTensorArray(scope.manager())) {
        tensors.add(Tensor.wrap(scope, array));
      }
      return tensors;
    }
  }

  private IValue run(String method, Object... arguments) {
    PtNDManager prepared = Torch.root();
    if (closed || !prepared.isOpen()) {
      throw new IllegalStateException(
          "this network was closed and cannot run " + method + "; open it again by name");
    }
    IValue[] values = new IValue[arguments.length];
    try {
      for (int i = 0; i < values.length; i++) {
        values[i] = value(arguments[i]);
      }
      return ScriptCall.run(block, method, values);
    } finally {
      for (IValue value : values) {
        if (value != null) {
          value.close();
        }
      }
    }
  }

  private static IValue value(Object argument) {
    if (argument instanceof Tensor tensor) {
      return IValue.from(tensor.array());
    } else if (argument instanceof Double number) {
      return IValue.from(number.doubleValue());
    } else if (argument instanceof Long number) {
      return IValue.from(number.longValue());
    } else if (argument instanceof Boolean flag) {
      return IValue.from(flag.booleanValue());
    } else if (argument instanceof long[] numbers) {
      return IValue.listFrom(numbers);
    } else if (argument instanceof List<?> list) {
      PtNDArray[] arrays = new PtNDArray[list.size()];
      for (int i = 0; i < arrays.length; i++) {
        arrays[i] = ((Tensor) list.get(i)).array();
      }
      return IValue.listFrom(arrays);
    }
    throw new IllegalArgumentException(
        "a script takes tensors, lists of tensors, double, long, long[] and boolean, but was given "
            + argument.getClass().getSimpleName()
            + "; convert it first");
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      block.close();
    }
  }
}
