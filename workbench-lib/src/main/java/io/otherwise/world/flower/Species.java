package io.otherwise.world.flower;

import java.util.Locale;

/** The species of the world flowers; what they belong to is written in the taxonomy. */
public enum Species {
  SUNFLOWER,
  BLACK_EYED_SUSAN,
  COMMON_DAISY,
  MICHAELMAS_DAISY,
  CORN_POPPY,
  ICELAND_POPPY,
  CALIFORNIA_POPPY,
  BLUE_POPPY,
  DOG_ROSE,
  FIELD_ROSE,
  CINQUEFOIL,
  TIGER_LILY,
  MADONNA_LILY,
  TULIP;

  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }
}
