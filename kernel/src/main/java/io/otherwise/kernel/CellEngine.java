package io.otherwise.kernel;

import java.util.Map;
import jdk.jshell.spi.ExecutionControl;
import jdk.jshell.spi.ExecutionControlProvider;
import jdk.jshell.spi.ExecutionEnv;

/** Hands JShell the control it runs snippets with. */
record CellEngine(CellControl control) implements ExecutionControlProvider {
  @Override
  public String name() {
    return "otherwise";
  }

  @Override
  public ExecutionControl generate(ExecutionEnv env, Map<String, String> parameters) {
    return control;
  }
}
