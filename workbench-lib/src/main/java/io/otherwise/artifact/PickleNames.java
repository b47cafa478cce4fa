package io.otherwise.artifact;

import io.otherwise.artifact.Pickled.Placeholder;

/** What a pickle may speak of besides plain values. */
interface PickleNames {
  /**
   * The meaning of a module's name: a {@link Pickled.Global}, or a {@link Placeholder} where
   * unknown classes are borne.
   *
   * @throws Refusal naming it, if it is not allowed
   */
  Object find(String module, String name) throws Refusal;

  /**
   * The storage behind a persistent id.
   *
   * @throws Refusal if there is none
   */
  Object persistent(Object id) throws Refusal;
}
