package io.otherwise.artifact;

import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;

/** One step of a {@link KeyMap}: a name becomes another, or is dropped on purpose. */
public sealed interface KeyStep {
  Optional<String> apply(String key);

  /** Keeps names with a prefix, without it. */
  record Only(String prefix) implements KeyStep {
    @Override
    public Optional<String> apply(String key) {
      return key.startsWith(prefix)
          ? Optional.of(key.substring(prefix.length()))
          : Optional.empty();
    }
  }

  /** Replaces every match of a regular expression; $1 and so on are its groups. */
  record Rename(String pattern, String replacement) implements KeyStep {
    public Rename {
      try {
        int groups = Pattern.compile(pattern).matcher("").groupCount();
        if (!replacement.matches("([^$\\\\]|\\$[0-%d])*".formatted(Math.min(groups, 9)))) {
          throw wrong(pattern, replacement, "the replacement names a group that is not there");
        }
      } catch (PatternSyntaxException e) {
        throw wrong(pattern, replacement, e.getDescription());
      }
    }

    private static IllegalArgumentException wrong(String from, String to, String why) {
      return new IllegalArgumentException(
          "a name is changed by a regular expression, but %s => %s is none: %s; correct it"
              .formatted(from, to, why));
    }

    @Override
    public Optional<String> apply(String key) {
      return Optional.of(key.replaceAll(pattern, replacement));
    }
  }

  /** Drops names that match; * stands for any letters, also none. */
  record Ignore(String glob) implements KeyStep {
    @Override
    public Optional<String> apply(String key) {
      String pattern =
          Arrays.stream(glob.split("\\*", -1))
              .map(Pattern::quote)
              .collect(Collectors.joining(".*"));
      return key.matches(pattern) ? Optional.empty() : Optional.of(key);
    }
  }
}
