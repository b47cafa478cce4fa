package io.otherwise.world.flower;

/** One value for every trait. */
record FlowerFactors(double openness, double hue, double likeness, double marks, double ground) {}
