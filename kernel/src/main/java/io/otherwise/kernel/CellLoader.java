package io.otherwise.kernel;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import jdk.jshell.execution.LoaderDelegate;
import jdk.jshell.spi.ExecutionControl.ClassBytecodes;

/**
 * Defines the classes that cells compile to, with stop checks. All live in one loader below the
 * kernel's own, so notebook code sees the workbench, native libraries and resources as any program.
 */
final class CellLoader implements LoaderDelegate {
  private final Cells cells = new Cells(CellLoader.class.getClassLoader());

  @Override
  public void load(ClassBytecodes[] classes) {
    for (ClassBytecodes each : classes) {
      cells.pending.put(each.name(), each.bytecodes());
    }
  }

  /** JShell then compiles the snippet again under a new class name. */
  @Override
  public void classesRedefined(ClassBytecodes[] classes) {}

  /** The class path is the kernel's and is fixed when it starts. */
  @Override
  public void addToClasspath(String path) {
    throw new UnsupportedOperationException(
        "the class path is fixed when the kernel starts, but a cell added "
            + path
            + "; put the jar beside the kernel's own and restart");
  }

  @Override
  public Class<?> findClass(String name) throws ClassNotFoundException {
    return Class.forName(name, false, cells);
  }

  private static final class Cells extends ClassLoader {
    private final Map<String, byte[]> pending = new ConcurrentHashMap<>();

    Cells(ClassLoader parent) {
      super("notebook", parent);
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
      byte[] bytes = pending.remove(name);
      if (bytes == null) {
        throw new ClassNotFoundException(name);
      }
      byte[] checked = StopChecks.addTo(bytes);
      return defineClass(name, checked, 0, checked.length);
    }
  }
}
