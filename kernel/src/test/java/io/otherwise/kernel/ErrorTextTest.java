package io.otherwise.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ErrorTextTest {
  @Test
  void a_missing_engine_is_one_sentence() {
    List<Throwable> ways =
        List.of(
            new UnsatisfiedLinkError("no djl_torch in java.library.path"),
            new NoClassDefFoundError("ai/djl/pytorch/engine/PtEngine"),
            new ExceptionInInitializerError(new UnsatisfiedLinkError("libtorch_cpu.so: no file")));
    for (Throwable way : ways) {
      CellFailure failure = ErrorText.of(way, Optional.empty());
      assertEquals("EngineMissing", failure.name());
      assertEquals(1, failure.trace().size());
      assertTrue(failure.message().contains("restart"), failure.message());
    }
  }

  @Test
  void the_tensor_layers_own_sentence_is_shown_each_time() {
    String told = "networks run on the PyTorch engine, but it is not here (x); run doctor";
    Throwable first = new ExceptionInInitializerError(new IllegalStateException(told));
    Throwable second =
        new NoClassDefFoundError("Could not initialize class io.otherwise.tensor.Torch$Loaded")
            .initCause(
                new ExceptionInInitializerError(
                    "Exception java.lang.IllegalStateException: "
                        + told
                        + " [in thread \"cell\"]"));
    for (Throwable each : List.of(first, second)) {
      assertEquals(told, ErrorText.of(each, Optional.empty()).message());
    }
  }

  @Test
  void a_wrapped_file_error_shows_the_file_error() {
    CellFailure failure =
        ErrorText.of(new UncheckedIOException(new IOException("no file x")), Optional.empty());
    assertEquals(List.of("IOException: no file x"), failure.trace());
  }

  @Test
  void a_class_that_is_not_the_engines_is_no_missing_engine() {
    assertEquals(
        "NoClassDefFoundError",
        ErrorText.of(new NoClassDefFoundError("org/example/X"), Optional.empty()).name());
  }
}
