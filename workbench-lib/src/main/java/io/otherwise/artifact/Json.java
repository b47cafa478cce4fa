package io.otherwise.artifact;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationConfig;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.ser.BeanSerializerModifier;
import com.fasterxml.jackson.databind.ser.std.BeanSerializerBase;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;

/** The one JSON dialect of the project's files: unknown fields refused, two spaces, line feeds. */
public final class Json {
  static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .addModule(new SimpleModule().setSerializerModifier(new RecordsOnly()))
          .defaultPropertyInclusion(
              JsonInclude.Value.construct(
                  JsonInclude.Include.NON_EMPTY, JsonInclude.Include.ALWAYS))
          .build();

  /** Leaves nothing out: what is hashed tells an empty list from none. */
  private static final ObjectMapper COMPLETE =
      MAPPER.copy().setDefaultPropertyInclusion(JsonInclude.Include.ALWAYS);

  private Json() {}

  /** Jackson would write any function as {}, so that two different ones would look the same. */
  private static final class RecordsOnly extends BeanSerializerModifier {
    private static final long serialVersionUID = 1;

    @Override
    public JsonSerializer<?> modifySerializer(
        SerializationConfig config, BeanDescription type, JsonSerializer<?> serializer) {
      if (serializer instanceof BeanSerializerBase && !type.getBeanClass().isRecord()) {
        throw new IllegalArgumentException(
            type.getBeanClass().getSimpleName() + " is an object of another kind");
      }
      return serializer;
    }
  }

  /** Indented text that ends in a line feed; equal values give equal bytes. */
  static ObjectWriter pretty() {
    DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
    return MAPPER.writer(
        new DefaultPrettyPrinter().withObjectIndenter(indenter).withArrayIndenter(indenter));
  }

  /**
   * A record as an indented file; equal records give equal bytes.
   *
   * @throws IllegalArgumentException if it holds something JSON cannot say, such as a function
   */
  public static byte[] bytes(Object value) {
    try {
      return (pretty().writeValueAsString(value) + "\n").getBytes(UTF_8);
    } catch (JsonProcessingException e) {
      throw unspeakable(e.getOriginalMessage(), e);
    }
  }

  /**
   * The record that {@link #bytes} wrote.
   *
   * @throws IOException if the bytes are cut short, or are something else
   */
  public static <T> T read(byte[] bytes, Class<T> type) throws IOException {
    T value = MAPPER.readValue(bytes, type);
    if (value == null) {
      throw new IOException("it holds null");
    }
    return value;
  }

  /**
   * One line with sorted names, for hashes: equal content gives equal text, whatever its order.
   *
   * @throws IllegalArgumentException if it holds something JSON cannot say, such as a function
   */
  public static String canonical(Object value) {
    try {
      return sorted(COMPLETE.valueToTree(value)).toString();
    } catch (IllegalArgumentException e) {
      throw unspeakable(e.getMessage(), e);
    }
  }

  private static JsonNode sorted(JsonNode node) {
    if (node.isObject()) {
      ObjectNode out = MAPPER.createObjectNode();
      Map<String, JsonNode> fields = new TreeMap<>();
      node.properties().forEach(field -> fields.put(field.getKey(), sorted(field.getValue())));
      fields.forEach(out::set);
      return out;
    }
    if (node.isArray()) {
      ArrayNode out = MAPPER.createArrayNode();
      node.forEach(element -> out.add(sorted(element)));
      return out;
    }
    return node;
  }

  private static IllegalArgumentException unspeakable(String why, Exception cause) {
    return new IllegalArgumentException(
        "what is stored is numbers, words or records of them, but this is not: %s; keep other objects out of it"
            .formatted(why.lines().findFirst().orElse("")),
        cause);
  }
}
