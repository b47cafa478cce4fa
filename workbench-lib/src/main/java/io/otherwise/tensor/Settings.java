package io.otherwise.tensor;

import ai.djl.Device;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;

/**
 * What a user says about the machine, by a property of Java or a variable of the environment:
 * {@code -Dotherwise.device} or {@code OTHERWISE_DEVICE} is {@code cpu}, {@code cuda} or {@code
 * cuda:1}; {@code -Dotherwise.precision} or {@code OTHERWISE_PRECISION} is {@code float32}, {@code
 * bfloat16} or {@code float16}. Unset they mean the first CUDA device where there is one, and
 * float32.
 *
 * @param named the device as it was named; empty where it was not
 */
record Settings(String named, Script.Precision precision) {
  private static final String CUDA = "cuda";

  /** This program's. */
  static Settings ofMachine() {
    return of(
        System.getProperty("otherwise.device"),
        System.getProperty("otherwise.precision"),
        System.getenv());
  }

  /** Properties, where they are not null, before variables. */
  static Settings of(String device, String precision, Map<String, String> variables) {
    String where = device != null ? device : variables.getOrDefault("OTHERWISE_DEVICE", "");
    String how =
        precision != null ? precision : variables.getOrDefault("OTHERWISE_PRECISION", "float32");
    return new Settings(where.toLowerCase(Locale.ROOT), precision(how));
  }

  private static Script.Precision precision(String name) {
    return Arrays.stream(Script.Precision.values())
        .filter(p -> p.name().equalsIgnoreCase(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "OTHERWISE_PRECISION is float32, bfloat16 or float16, but was %s; leave it unset for float32"
                        .formatted(name)));
  }

  /**
   * The device that was named, or the best one.
   *
   * @param gpus how many CUDA devices the engine sees
   */
  Device device(int gpus) {
    if (named.equals("cpu") || (named.isEmpty() && gpus == 0)) {
      return Device.cpu();
    }
    String number = named.isEmpty() || named.equals(CUDA) ? "0" : named.replaceFirst("^cuda:", "");
    if (!number.matches("\\d{1,3}")) {
      throw new IllegalArgumentException(
          "OTHERWISE_DEVICE is cpu, cuda or cuda:N, but was %s; leave it unset for the best there is"
              .formatted(named));
    }
    if (Integer.parseInt(number) >= gpus) {
      throw new IllegalArgumentException(
          "%s was asked for, but the engine sees %d CUDA devices; run environment/doctor, or set OTHERWISE_DEVICE=cpu"
              .formatted(named, gpus));
    }
    return Device.gpu(Integer.parseInt(number));
  }
}
