package io.otherwise.experiment;

/**
 * A question that got no answer: a row of its own, so that no table forgets it.
 *
 * @param query the query's id
 * @param error the kind of error
 * @param sentence what it said
 */
public record Failure(String query, String target, String error, String sentence) {}
