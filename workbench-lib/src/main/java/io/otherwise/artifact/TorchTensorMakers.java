package io.otherwise.artifact;

import io.otherwise.artifact.Pickled.Global;
import io.otherwise.artifact.Pickled.Maker;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The functions that a checkpoint calls for its tensors, in the arguments of torch/_utils.py. What
 * training alone needs (gradients wanted, hooks) is passed over.
 */
final class TorchTensorMakers {
  /** What a tensor may be an object of. */
  static final List<String> CLASSES =
      List.of("torch.Tensor", "torch.nn.parameter.Parameter", "torch.nn.parameter.Buffer");

  private static final Map<String, Maker> PLAIN =
      Map.of(
          "torch._utils._rebuild_tensor", TorchTensorMakers::tensor,
          "torch._utils._rebuild_tensor_v2", TorchTensorMakers::tensor,
          "torch._utils._rebuild_tensor_v3", TorchTensorMakers::typedTensor,
          "torch._utils._rebuild_parameter", TorchTensorMakers::parameter,
          "torch._utils._rebuild_parameter_with_state", TorchTensorMakers::parameter);

  private TorchTensorMakers() {}

  static Map<String, Maker> names() {
    Map<String, Maker> names = new HashMap<>(PLAIN);
    names.put("torch._tensor._rebuild_from_type_v2", TorchTensorMakers::fromType);
    names.replaceAll((name, maker) -> Maker.unlessUnknown(maker));
    return Map.copyOf(names);
  }

  /** Storage, offset, shape, strides. */
  private static StoredTensor tensor(PickleArguments a) throws Refusal {
    Storage storage = a.storage(0);
    return StoredTensor.of(storage.dtype(), a.counts(2), a.counts(3), a.count(1), storage);
  }

  /** The seventh argument is the type; the storage is bytes. */
  private static StoredTensor typedTensor(PickleArguments a) throws Refusal {
    DType dtype = a.global(6).dtype();
    Refusal.require(dtype != null, "has a tensor of %s", a.global(6));
    return StoredTensor.of(dtype, a.counts(2), a.counts(3), a.count(1), a.storage(0));
  }

  /** The parameter's own tensor. */
  private static Object parameter(PickleArguments a) throws Refusal {
    Refusal.require(a.at(0) instanceof StoredTensor, "has a parameter of %s", a.at(0));
    return a.at(0);
  }

  /** One of the functions above, a class, and the function's arguments; attributes are dropped. */
  private static Object fromType(PickleArguments a) throws IOException {
    Global function = a.global(0);
    Maker maker = PLAIN.get(function.name()); // not this one again: that could go on for ever
    Refusal.require(
        maker != null && CLASSES.contains(a.global(1).name()),
        "makes a tensor by %s as %s",
        function,
        a.global(1));
    return Maker.unlessUnknown(maker).make(PickleArguments.of(function.name(), a.tuple(2)));
  }
}
