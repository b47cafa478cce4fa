package io.otherwise.attribution;

import io.otherwise.tensor.Script;
import io.otherwise.tensor.Script.Value;

/**
 * The rules of layer-wise relevance propagation, one equation each. A rule writes the probe of what
 * a layer gives from the probe of what it was given; see {@link Probes}. In the equations x_i is an
 * input, z_j an output, R_j its relevance, w_ij a weight and stab(z) = z + epsilon sign(z) with
 * sign(0) = 1.
 *
 * @param gamma how much is added to the weights that agree with an output
 */
record Rules(Script script, double gamma, double epsilon) {
  /**
   * R_i = sum_j x_i w_ij R_j / stab(z_j): Bach et al. (2015), <a
   * href="https://doi.org/10.1371/journal.pone.0130140">On Pixel-Wise Explanations for Non-Linear
   * Classifier Decisions</a>, equation 58.
   *
   * @param z what the layer gives, its bias included
   * @param m the probe of its input
   */
  Value epsilon(Product layer, Value z, Value m) {
    return shared(layer.on(layer.input().times(m), layer.weight()), z);
  }

  /**
   * R_i = sum_j x_i w_ij (1 + gamma [x_i w_ij agrees with z_j]) R_j / stab(the same sum over i,
   * bias included), where agreeing is having the same sign; nothing flows through z_j = 0. For
   * inputs of at least 0 and z_j above 0 it is the gamma rule of Montavon et al. (2019), <a
   * href="https://doi.org/10.1007/978-3-030-28954-6_10">Layer-Wise Relevance Propagation: An
   * Overview</a>, table 10.1; for others that of Andéol et al. (2021), <a
   * href="https://arxiv.org/abs/2105.13648">Learning Domain Invariant Representations by Joint
   * Wasserstein Distance Minimization</a>.
   */
  Value gamma(Product layer, Value z, Value m) {
    Value x = layer.input();
    Value more = positive(x);
    Value less = negative(x);
    Value bias = layer.bias();
    Value up = bias == null ? null : positive(bias);
    Value down = bias == null ? null : negative(bias);
    Value whole = z.plus(agreeing(layer, z, more, less, up, down).times(gamma));
    Value parts = layer.on(x.times(m), layer.weight());
    Value added = agreeing(layer, z, more.times(m), less.times(m), null, null);
    Value passed = shared(parts.plus(added.times(gamma)), whole);
    return passed.times(script.call("torch.abs", script.call("torch.sign", z)));
  }

  /** The sum of the contributions that have the sign of the output. */
  private Value agreeing(Product layer, Value z, Value more, Value less, Value up, Value down) {
    Value above = positive(layer.weight());
    Value below = negative(layer.weight());
    Value positive = layer.on(more, above, up).plus(layer.on(less, below));
    Value negative = layer.on(more, below, down).plus(layer.on(less, above));
    return script.call("torch.where", script.call("torch.gt", z, 0.0), positive, negative);
  }

  /**
   * R_i = sum_j (x_i w_ij - l_i w_ij^+ - h_i w_ij^-) R_j / stab(the same sum over i), with l and h
   * the lowest and the highest value that an input can have; the bias takes nothing. Montavon et
   * al. (2017), <a href="https://arxiv.org/abs/1512.02479">Explaining NonLinear Classification
   * Decisions with Deep Taylor Decomposition</a>, the rule for inputs in a box.
   */
  Value box(Product layer, Value m, Value low, Value high) {
    Value x = layer.input();
    Value whole = boxed(layer, x, low, high);
    return shared(boxed(layer, x.times(m), low.times(m), high.times(m)), whole);
  }

  private Value boxed(Product layer, Value x, Value low, Value high) {
    Value above = layer.on(low, positive(layer.weight()));
    Value below = layer.on(high, negative(layer.weight()));
    return layer.on(x, layer.weight()).minus(above).minus(below);
  }

  /**
   * Batch normalisation with no layer before it that could take it in, as DenseNet has it: a
   * product a x + c by channel, shared by the epsilon rule, so that c absorbs. Zennit passes
   * relevance unchanged here; then a unit near 0 may have much of it, and the averages behind it
   * divide that by next to nothing.
   *
   * @param call the arguments of the normalisation
   */
  Value batchNorm(Value x, Value z, Value m, Object... call) {
    Object[] linear = call.clone();
    linear[0] = x.times(m);
    linear[2] = null;
    linear[3] = script.call("torch.zeros_like", call[3]);
    return shared(script.call("torch.batch_norm", linear), z);
  }

  /**
   * Layer normalisation as centring and a constant factor; its shift absorbs: Ali et al. (2022), <a
   * href="https://arxiv.org/abs/2202.07304">XAI for Transformers: Better Explanations through
   * Conservative Propagation</a>.
   *
   * @param scale of each channel
   */
  Value layerNorm(Value x, Value z, Value m, Value scale, double eps) {
    Value variance = mean(centred(x).square()).plus(eps);
    Value factor = script.call("torch.rsqrt", variance).times(scale);
    return shared(centred(x.times(m)).times(factor), z);
  }

  private Value centred(Value x) {
    return x.minus(mean(x));
  }

  private Value mean(Value x) {
    return script.call("torch.mean", x, new long[] {-1}, true);
  }

  /**
   * All to the largest value of a window, the first of equals.
   *
   * @param rest what the pooling takes besides its input
   */
  Value winner(Value x, Value z, Value m, Object... rest) {
    // A probe is 0, so the maximum is the same one and the probe of the largest value comes
    // through.
    return script.call("torch.max_pool2d", Probes.with(x.plus(m), rest)).minus(z);
  }

  /** Contributions over what they sum to, a bias included: the share of each. */
  Value shared(Value contributions, Value sum) {
    return script.call("torch.div", contributions, stabilised(sum));
  }

  private Value stabilised(Value z) {
    Value positive = script.call("torch.ge", z, 0.0);
    return script.call("torch.where", positive, z.plus(epsilon), z.plus(-epsilon));
  }

  private Value positive(Value x) {
    return script.call("torch.clamp_min", x, 0.0);
  }

  private Value negative(Value x) {
    return script.call("torch.clamp_max", x, 0.0);
  }
}
