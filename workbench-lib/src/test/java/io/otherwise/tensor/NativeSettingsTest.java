package io.otherwise.tensor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.jna.Library;
import com.sun.jna.Native;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NativeSettingsTest {
  private final List<String> heard = new ArrayList<>();

  private final NativeSettings.C library =
      new NativeSettings.C() {
        @Override
        public int setenv(String name, String value, int overwrite) {
          heard.add(name + "=" + value);
          return 0;
        }

        @Override
        public int mallopt(int option, int value) {
          heard.add(option + ":" + value);
          return 1;
        }
      };

  @Test
  void threads_wait_awake_for_a_moment_and_memory_is_kept_for_the_next_operation() {
    NativeSettings.apply(Map.of(), library);

    assertEquals(List.of("GOMP_SPINCOUNT=1000", "-3:33554432", "-1:268435456"), heard);
  }

  @Test
  void what_the_user_says_about_waiting_stays() {
    NativeSettings.apply(Map.of("GOMP_SPINCOUNT", "0"), library);

    assertEquals(List.of("-3:33554432", "-1:268435456"), heard);
  }

  @Test
  void what_the_user_says_about_memory_stays() {
    NativeSettings.apply(Map.of("MALLOC_ARENA_MAX", "2"), library);

    assertEquals(List.of("GOMP_SPINCOUNT=1000"), heard);
  }

  @Test
  void the_c_library_hears_of_it_before_the_engine_is_loaded() {
    String mine = System.getenv("GOMP_SPINCOUNT");

    Torch.describe();

    String expected = mine == null ? NativeSettings.ROUNDS_AWAKE : mine;
    assertEquals(expected, Native.load("c", Reader.class).getenv("GOMP_SPINCOUNT"));
  }

  private interface Reader extends Library {
    String getenv(String name);
  }
}
