package io.otherwise.tensor;

/**
 * The TorchScript behind {@link Tensor}: one short method an operation. Scalars enter as
 * TorchScript numbers, so no Java buffer ever gets into a graph.
 */
final class Ops {
  private Ops() {}

  private static final class Compiled {
    static final Program OPS = Program.compile(source());
  }

  static Tensor call(String method, Object... arguments) {
    return Compiled.OPS.call(method, arguments);
  }

  static java.util.List<Tensor> calls(String method, Object... arguments) {
    return Compiled.OPS.calls(method, arguments);
  }

  private static String source() {
    StringBuilder s = new StringBuilder();
    for (String f : new String[] {"add", "sub", "mul", "div", "matmul", "maximum", "minimum"}) {
      def(s, f, "a: Tensor, b: Tensor", "torch." + f + "(a, b)");
    }
    for (String f : new String[] {"add", "sub", "mul", "div", "pow"}) {
      def(s, f + "_scalar", "a: Tensor, b: float", "torch." + f + "(a, b)");
    }
    for (String f : new String[] {"gt", "ge", "lt", "le", "eq", "ne"}) {
      def(s, f, "a: Tensor, b: Tensor", "torch." + f + "(a, b)");
      def(s, f + "_scalar", "a: Tensor, b: float", "torch." + f + "(a, b)");
    }
    for (String f :
        new String[] {
          "neg",
          "abs",
          "sqrt",
          "exp",
          "log",
          "sign",
          "acos",
          "cos",
          "sin",
          "tan",
          "tanh",
          "sigmoid",
          "relu",
          "silu",
          "isnan",
          "square",
          "detach",
          "clone",
          "logical_not",
          "floor",
          "round",
          "isfinite"
        }) {
      def(s, f, "a: Tensor", "torch." + f + "(a)");
    }
    for (String f : new String[] {"sum", "mean"}) {
      def(s, f, "a: Tensor, d: List[int], keep: bool", "torch." + f + "(a, d, keep)");
      def(s, f + "_all", "a: Tensor", "torch." + f + "(a)");
    }
    for (String f : new String[] {"amax", "amin"}) {
      def(s, f, "a: Tensor, d: List[int], keep: bool", "torch." + f + "(a, d, keep)");
    }
    def(s, "softmax", "a: Tensor, d: int", "torch.softmax(a, d)");
    def(s, "log_softmax", "a: Tensor, d: int", "torch.log_softmax(a, d)");
    def(s, "argmax", "a: Tensor, d: int", "torch.argmax(a, d)");
    def(s, "clamp", "a: Tensor, lo: float, hi: float", "torch.clamp(a, lo, hi)");
    def(s, "reshape", "a: Tensor, d: List[int]", "torch.reshape(a, d)");
    def(s, "expand", "a: Tensor, d: List[int]", "torch.expand(a, d)");
    def(s, "permute", "a: Tensor, d: List[int]", "torch.permute(a, d)");
    def(s, "narrow", "a: Tensor, d: int, i: int, n: int", "torch.narrow(a, d, i, n)");
    def(s, "index_select", "a: Tensor, d: int, i: Tensor", "torch.index_select(a, d, i)");
    def(s, "gather", "a: Tensor, d: int, i: Tensor", "torch.gather(a, d, i)");
    def(s, "cat", "a: List[Tensor], d: int", "torch.cat(a, d)");
    def(s, "stack", "a: List[Tensor], d: int", "torch.stack(a, d)");
    def(s, "where", "c: Tensor, a: Tensor, b: Tensor", "torch.where(c, a, b)");
    def(s, "to", "a: Tensor, dtype: int", "torch.to(a, dtype)");
    def(s, "contiguous", "a: Tensor", "torch.contiguous(a)");
    def(s, "leaf", "a: Tensor", "torch.requires_grad_(torch.clone(torch.detach(a)))");
    // DJL's own question hears of leaves alone.
    def(s, "tracked", "a: Tensor", "torch.tensor(ops.prim.requires_grad(a))");
    def(s, "alias", "a: Tensor", "torch.alias(a)");
    def(s, "end", "a: Tensor", "torch.requires_grad_(torch.detach(a))");
    def(s, "unfold", "a: Tensor, k: int", "torch.im2col(a, [k, k], [1, 1], [0, 0], [k, k])");
    def(
        s,
        "fold",
        "a: Tensor, h: int, w: int, k: int",
        "torch.col2im(a, [h, w], [k, k], [1, 1], [0, 0], [k, k])");
    def(
        s,
        "max_pool",
        "a: Tensor, k: int, half: int",
        "torch.max_pool2d(a, [k, k], [1, 1], [half, half])");
    def(
        s,
        "bilinear",
        "a: Tensor, h: int, w: int",
        "torch.upsample_bilinear2d(a, [h, w], False, None, None)");
    def(
        s,
        "bicubic",
        "a: Tensor, h: int, w: int",
        "torch.upsample_bicubic2d(a, [h, w], False, None, None)");
    def(
        s,
        "grid_sample",
        "a: Tensor, at: Tensor, padding: int",
        "torch.grid_sampler(a, at, 0, padding, False)");
    def(
        s,
        "bce_with_logits",
        "a: Tensor, t: Tensor",
        "torch.binary_cross_entropy_with_logits(a, t, None, None, 0)");
    def(s, "cross_entropy", "a: Tensor, t: Tensor", "torch.cross_entropy_loss(a, t, None, 0)");
    s.append(
        """
          def vjp(self, ys: List[Tensor], xs: List[Tensor], vs: List[Tensor]) -> List[Tensor]:
            cotangents = annotate(List[Optional[Tensor]], [])
            for v in vs:
              _0 = torch.append(cotangents, v)
            found = torch.grad(ys, xs, cotangents, True, False, True)
            answers = annotate(List[Tensor], [])
            for i in range(torch.len(xs)):
              g = found[i]
              if torch.__is__(g, None):
                _1 = torch.append(answers, torch.zeros_like(xs[i]))
              else:
                _2 = torch.append(answers, unchecked_cast(Tensor, g))
            return answers
        """);
    return s.toString();
  }

  private static void def(StringBuilder s, String name, String parameters, String expression) {
    s.append("  def ").append(name).append("(self, ").append(parameters).append(") -> Tensor:\n");
    s.append("    return ").append(expression).append('\n');
  }
}
