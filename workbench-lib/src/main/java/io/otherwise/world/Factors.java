package io.otherwise.world;

/** One value in [0, 1] for every attribute. */
record Factors(
    double smile,
    double age,
    double glasses,
    double beard,
    double hair,
    double bags,
    double lipstick,
    double blur) {

  double get(Attribute attribute) {
    return switch (attribute) {
      case SMILE -> smile;
      case AGE -> age;
      case GLASSES -> glasses;
      case BEARD -> beard;
      case HAIR -> hair;
      case BAGS -> bags;
      case LIPSTICK -> lipstick;
      case BLUR -> blur;
    };
  }

  Factors with(Attribute attribute, double v) {
    return switch (attribute) {
      case SMILE -> new Factors(v, age, glasses, beard, hair, bags, lipstick, blur);
      case AGE -> new Factors(smile, v, glasses, beard, hair, bags, lipstick, blur);
      case GLASSES -> new Factors(smile, age, v, beard, hair, bags, lipstick, blur);
      case BEARD -> new Factors(smile, age, glasses, v, hair, bags, lipstick, blur);
      case HAIR -> new Factors(smile, age, glasses, beard, v, bags, lipstick, blur);
      case BAGS -> new Factors(smile, age, glasses, beard, hair, v, lipstick, blur);
      case LIPSTICK -> new Factors(smile, age, glasses, beard, hair, bags, v, blur);
      case BLUR -> new Factors(smile, age, glasses, beard, hair, bags, lipstick, v);
    };
  }
}
