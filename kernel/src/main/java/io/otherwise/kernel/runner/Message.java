package io.otherwise.kernel.runner;

import com.google.gson.JsonObject;

/**
 * One Jupyter message as far as a client needs it.
 *
 * @param type the message type, such as {@code stream} or {@code execute_reply}
 * @param parent the id of the request that it answers; empty where there is none
 * @param content its content
 */
record Message(String type, String parent, JsonObject content) {
  String text(String name) {
    return content.has(name) && content.get(name).isJsonPrimitive()
        ? content.get(name).getAsString()
        : "";
  }

  JsonObject object(String name) {
    return content.get(name) instanceof JsonObject object ? object : new JsonObject();
  }
}
