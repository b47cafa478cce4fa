package io.otherwise.method;

/**
 * When concepts stop to condition the guidance. Towards the end details are completed, and without
 * the condition more answers reach their target (CoLa-DCE, Section 5).
 *
 * @param from the timestep or the number of steps; 0 where it says nothing
 */
public record Suspension(Rule rule, int from) {
  /** How the end is counted. */
  public enum Rule {
    /** Concepts condition every step. */
    OFF,
    /** They condition while the timestep is at least {@code from}: how the code reads it. */
    FROM_TIMESTEP,
    /** They do not condition the last {@code from} steps: how the paper says it. */
    LAST_STEPS
  }

  public Suspension {
    if (from < 0) {
      throw new IllegalArgumentException(
          "a suspension counts timesteps or steps from the end, 0 or more, but was "
              + from
              + "; 50 is the paper's");
    }
  }

  /** Never. */
  public static Suspension off() {
    return new Suspension(Rule.OFF, 0);
  }

  /** Below a timestep of the noise schedule; 50 of 1,000 are the last 25 of 500 steps. */
  public static Suspension belowTimestep(int timestep) {
    return new Suspension(Rule.FROM_TIMESTEP, timestep);
  }

  /** In the last steps of a run. */
  public static Suspension lastSteps(int steps) {
    return new Suspension(Rule.LAST_STEPS, steps);
  }

  /**
   * Whether concepts condition a step.
   *
   * @param timestep of the noise schedule
   * @param position of the step in the list of timesteps; 0 is the last one
   */
  boolean conditions(int timestep, int position) {
    return switch (rule) {
      case OFF -> true;
      case FROM_TIMESTEP -> timestep >= from;
      case LAST_STEPS -> position >= from;
    };
  }
}
