package io.otherwise.training;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.otherwise.tensor.Torch;
import org.junit.jupiter.api.Test;

class TrainTest {
  @Test
  void an_unknown_recipe_is_refused_with_those_there_are() {
    String threads = String.valueOf(Torch.threads());
    String message =
        assertThrows(IllegalArgumentException.class, () -> Train.main("world-txt-lorry", threads))
            .getMessage();

    assertTrue(message.contains("but was world-txt-lorry; choose one of these"), message);
    assertTrue(message.contains("world-txt-ldm, world-txt-lora, flowers-ldm"), message);
  }
}
