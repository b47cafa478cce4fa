package io.otherwise.kernel;

import java.util.HashSet;
import java.util.Set;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Adds a call of {@link StopSignal#poll()} to the start of each method and before each backward
 * jump of a class, so that {@code while (true) {}} and endless recursion can be stopped.
 *
 * <p>The call takes nothing from the operand stack and leaves nothing on it, so stack maps and
 * maxima stay as the compiler wrote them.
 */
final class StopChecks {
  private static final String SIGNAL = "io/otherwise/kernel/StopSignal";

  private StopChecks() {}

  /** Returns the class with checks; the argument is left alone. */
  static byte[] addTo(byte[] classFile) {
    ClassReader reader = new ClassReader(classFile);
    ClassWriter writer = new ClassWriter(reader, 0);
    reader.accept(new Methods(writer), 0);
    return writer.toByteArray();
  }

  private static final class Methods extends ClassVisitor {
    Methods(ClassVisitor next) {
      super(Opcodes.ASM9, next);
    }

    @Override
    public MethodVisitor visitMethod(
        int access, String name, String descriptor, String signature, String[] exceptions) {
      return new Jumps(super.visitMethod(access, name, descriptor, signature, exceptions));
    }
  }

  private static final class Jumps extends MethodVisitor {
    private final Set<Label> passed = new HashSet<>();

    Jumps(MethodVisitor next) {
      super(Opcodes.ASM9, next);
    }

    @Override
    public void visitCode() {
      super.visitCode();
      poll();
    }

    @Override
    public void visitLabel(Label label) {
      passed.add(label);
      super.visitLabel(label);
    }

    @Override
    public void visitJumpInsn(int opcode, Label target) {
      if (passed.contains(target)) {
        poll();
      }
      super.visitJumpInsn(opcode, target);
    }

    private void poll() {
      super.visitMethodInsn(Opcodes.INVOKESTATIC, SIGNAL, "poll", "()V", false);
    }
  }
}
