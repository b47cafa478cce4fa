package io.otherwise.kernel.runner;

import java.util.function.Consumer;

/** Follows one request: a cell is over when it was answered and the kernel is idle again. */
final class CellWatch {
  private final String request;
  private final Consumer<Message> broadcasts;
  private String status = "";
  private boolean idle;

  CellWatch(String request, Consumer<Message> broadcasts) {
    this.request = request;
    this.broadcasts = broadcasts;
  }

  void broadcast(Message message) {
    if (!message.parent().equals(request)) {
      return;
    }
    if (message.type().equals("status")) {
      idle |= message.text("execution_state").equals("idle");
    } else {
      broadcasts.accept(message);
    }
  }

  void reply(Message message) {
    if (message.parent().equals(request) && message.type().equals("execute_reply")) {
      status = message.text("status");
    }
  }

  boolean isAnswered() {
    return !status.isEmpty();
  }

  boolean isOver() {
    return isAnswered() && idle;
  }

  Ending ending() {
    return status.equals("ok") ? Ending.OK : Ending.ERROR;
  }
}
