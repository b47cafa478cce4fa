package io.otherwise.target;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import net.sf.extjwnl.JWNLException;
import net.sf.extjwnl.data.IndexWord;
import net.sf.extjwnl.data.POS;
import net.sf.extjwnl.data.PointerType;
import net.sf.extjwnl.data.Synset;
import net.sf.extjwnl.dictionary.Dictionary;

/**
 * The nouns of WordNet 3.0, the version that ImageNet's ids and NLTK's distances are from. It comes
 * with the workbench, read by extJWNL.
 *
 * <p>A synset goes by ImageNet's id, {@code n02012849}, or by its words as ImageNet lists them,
 * {@code "tench, Tinca tinca"}. One word is enough where it has one sense; "crane" is a bird and a
 * machine and has to go by its id, or by more words.
 *
 * <p>Miller (1995), <a href="https://doi.org/10.1145/219717.219748">WordNet: A Lexical Database for
 * English</a>.
 */
public final class WordNet implements Hypernyms {
  private static final Pattern ID = Pattern.compile("n\\d{8}");

  /** Of the deepest noun, as NLTK counts it for Leacock and Chodorow's similarity. */
  private static final int DEPTH = 19;

  private static final List<PointerType> ABOVE =
      List.of(PointerType.HYPERNYM, PointerType.INSTANCE_HYPERNYM);

  private final Dictionary dictionary;

  /** Ways up, which are asked for once a pair of classes. */
  private final Map<String, List<String>> known = new ConcurrentHashMap<>();

  private WordNet(Dictionary dictionary) {
    this.dictionary = dictionary;
  }

  /** Opens the copy that comes with the workbench, which takes a second. */
  public static WordNet nouns() {
    return new WordNet(read(Dictionary::getDefaultResourceInstance));
  }

  /**
   * The ids of the noun synsets that hold all the given words, the commonest sense first.
   *
   * @param words separated by commas; case does not count
   */
  public List<String> senses(String words) {
    List<String> parts = Arrays.stream(words.split(",")).map(String::strip).toList();
    IndexWord entry = read(() -> dictionary.getIndexWord(POS.NOUN, lower(parts.get(0))));
    return entry == null
        ? List.of()
        : read(entry::getSenses).stream()
            .filter(sense -> held(sense).containsAll(parts.stream().map(WordNet::lower).toList()))
            .map(WordNet::id)
            .toList();
  }

  /** The words of a synset, separated by commas. */
  public String words(String name) {
    return String.join(
        ", ", synset(name).getWords().stream().map(word -> word.getLemma()).toList());
  }

  @Override
  public String node(String name) {
    return id(synset(name));
  }

  @Override
  public List<String> above(String name) {
    return known.computeIfAbsent(name, this::looked);
  }

  private List<String> looked(String name) {
    Synset synset = synset(name);
    return ABOVE.stream()
        .flatMap(type -> synset.getPointers(type).stream())
        .map(pointer -> id(read(pointer::getTargetSynset)))
        .toList();
  }

  @Override
  public int depth() {
    return DEPTH;
  }

  private Synset synset(String name) {
    String id = ID.matcher(name).matches() ? name : only(name);
    Synset found = read(() -> dictionary.getSynsetAt(POS.NOUN, Long.parseLong(id.substring(1))));
    if (found == null) {
      throw unknown(name);
    }
    return found;
  }

  private String only(String words) {
    List<String> senses = senses(words);
    if (senses.isEmpty()) {
      throw unknown(words);
    }
    if (senses.size() > 1) {
      throw new IllegalArgumentException(
          "a class of WordNet is one synset, but \"%s\" is any of %s; name it by its id or add words"
              .formatted(words, senses));
    }
    return senses.get(0);
  }

  private static IllegalArgumentException unknown(String name) {
    return new IllegalArgumentException(
        ("a class of WordNet is a noun of version 3.0, but none is \"%s\"; give ImageNet's id, such"
             + " as n01440764, or the words of one synset")
            .formatted(name));
  }

  private static List<String> held(Synset synset) {
    return synset.getWords().stream().map(word -> lower(word.getLemma())).toList();
  }

  /** Lemmas are kept with spaces, in either case. */
  private static String lower(String word) {
    return word.toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private static String id(Synset synset) {
    return String.format(Locale.ROOT, "n%08d", synset.getOffset());
  }

  /**
   * What the library may refuse: its files lie in the class path, so that nothing can be mended.
   */
  private interface Reading<T> {
    T get() throws JWNLException;
  }

  private static <T> T read(Reading<T> reading) {
    try {
      return reading.get();
    } catch (JWNLException e) {
      throw new IllegalStateException(
          "WordNet is read from the class path, but "
              + e.getMessage()
              + "; build the workbench again",
          e);
    }
  }
}
