package io.otherwise.kernel;

import io.github.spencerpark.jupyter.channels.JupyterConnection;
import io.github.spencerpark.jupyter.channels.ShellReplyEnvironment;
import io.github.spencerpark.jupyter.kernel.BaseKernel;
import io.github.spencerpark.jupyter.kernel.LanguageInfo;
import io.github.spencerpark.jupyter.kernel.ReplacementOptions;
import io.github.spencerpark.jupyter.kernel.display.DisplayData;
import io.github.spencerpark.jupyter.messages.ContentType;
import io.github.spencerpark.jupyter.messages.Message;
import io.github.spencerpark.jupyter.messages.MessageType;
import io.github.spencerpark.jupyter.messages.publish.PublishClearOutput;
import io.github.spencerpark.jupyter.messages.publish.PublishDisplayData;
import io.github.spencerpark.jupyter.messages.publish.PublishError;
import io.github.spencerpark.jupyter.messages.publish.PublishExecuteInput;
import io.github.spencerpark.jupyter.messages.publish.PublishExecuteResult;
import io.github.spencerpark.jupyter.messages.publish.PublishStream;
import io.github.spencerpark.jupyter.messages.publish.PublishUpdateDisplayData;
import io.github.spencerpark.jupyter.messages.reply.ErrorReply;
import io.github.spencerpark.jupyter.messages.reply.ExecuteReply;
import io.github.spencerpark.jupyter.messages.request.ExecuteRequest;
import io.github.spencerpark.jupyter.messages.request.KernelInfoRequest;
import io.github.spencerpark.jupyter.messages.request.ShutdownRequest;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Jupyter's protocol around a {@link CellRunner}. The base library has sockets and messages; the
 * requests whose handling there loses something (execute, kernel_info, shutdown) are answered here.
 */
final class NotebookKernel extends BaseKernel implements Screen {
  private final CompletableFuture<CellRunner> runner;
  private final CellOutput output = new CellOutput(this::publishText);
  private final RunAll runAll = new RunAll();
  private final Runnable leave;
  private int cell = 1;

  /** The request being answered, or the last: output of background threads goes below its cell. */
  private volatile ShellReplyEnvironment latest;

  private volatile boolean mayAsk;

  /**
   * @param runner evaluates the cells; may still be starting
   * @param leave ends the process, once the front end has the reply
   */
  NotebookKernel(CompletableFuture<CellRunner> runner, Runnable leave) {
    this.runner = runner;
    this.leave = leave;
  }

  @Override
  public void becomeHandlerForConnection(JupyterConnection connection) {
    super.becomeHandlerForConnection(connection);
    connection.setHandler(MessageType.EXECUTE_REQUEST, this::execute);
    connection.setHandler(MessageType.KERNEL_INFO_REQUEST, this::introduce);
    connection.setHandler(MessageType.SHUTDOWN_REQUEST, this::shutDown);
  }

  /** Sends what cells print to the front end, and takes input from it. */
  void takeStandardStreams() {
    System.setOut(output.stream("stdout"));
    System.setErr(output.stream("stderr"));
    System.setIn(new CellInput(this::ask));
  }

  private void execute(ShellReplyEnvironment env, Message<ExecuteRequest> message) {
    ExecuteRequest request = message.getContent();
    env.setBusyDeferIdle();
    if (runAll.skips(env.getShell())) {
      reply(env, MessageType.EXECUTE_REPLY, Map.of("status", "aborted", "execution_count", cell));
      return;
    }
    output.flush();
    latest = env;
    mayAsk = request.isStdinEnabled();
    if (!request.isSilent()) {
      env.publish(new PublishExecuteInput(request.getCode(), cell));
    }
    CellResult result = runner.join().run(cell, request.getCode());
    result.notes().forEach(note -> System.err.println("note: " + note));
    output.flush();
    finish(env, request, result);
    if (!request.isSilent() && request.shouldStoreHistory()) {
      cell++;
    }
  }

  private void finish(ShellReplyEnvironment env, ExecuteRequest request, CellResult result) {
    if (result.failure().isEmpty()) {
      if (!request.isSilent()) {
        result.shown().ifPresent(v -> env.publish(new PublishExecuteResult(cell, (DisplayData) v)));
      }
      env.reply(new ExecuteReply(cell, Map.of()));
      return;
    }
    CellFailure failure = result.failure().get();
    env.publish(new PublishError(failure.name(), failure.message(), failure.trace()));
    ErrorReply reply = new ErrorReply(failure.name(), failure.message(), failure.trace());
    reply.setExecutionCount(cell);
    env.replyError(ExecuteReply.MESSAGE_TYPE.error(), reply);
    if (request.shouldStopOnError()) {
      runAll.failed(env.getShell());
    }
  }

  private void introduce(ShellReplyEnvironment env, Message<KernelInfoRequest> message) {
    env.setBusyDeferIdle();
    reply(env, MessageType.KERNEL_INFO_REPLY, KernelInfo.content());
  }

  private void shutDown(ShellReplyEnvironment env, Message<ShutdownRequest> message) {
    env.setBusyDeferIdle();
    output.flush();
    boolean restart = message.getContent().isRestart();
    reply(env, MessageType.SHUTDOWN_REPLY, Map.of("status", "ok", "restart", restart));
    leave.run();
  }

  /** The library's content classes lack fields of the protocol; a map has what it is given. */
  @SuppressWarnings("unchecked")
  private static void reply(
      ShellReplyEnvironment env, MessageType<?> type, Map<String, Object> content) {
    env.reply(new Message<>(env.getContext(), (MessageType<Object>) type, content));
  }

  @Override
  public void interrupt() {
    runner.thenAccept(CellRunner::stop);
  }

  private void publishText(String stream, String text) {
    PublishStream.StreamType type =
        stream.equals("stderr") ? PublishStream.StreamType.ERR : PublishStream.StreamType.OUT;
    publish(new PublishStream(type, text));
  }

  /** What is shown before the first cell has no place to go. */
  private <T extends ContentType<T>> void publish(T content) {
    ShellReplyEnvironment env = latest;
    if (env != null) {
      env.getIopub().sendMessage(new Message<>(env.getContext(), content.getType(), content));
    }
  }

  private String ask() throws IOException {
    if (!mayAsk) {
      throw new IOException(
          "input comes from the front end, but this one takes none; use param(name, value) instead");
    }
    output.flush();
    return latest.readFromStdIn("", false);
  }

  @Override
  public io.github.spencerpark.jupyter.kernel.display.Renderer renderer() {
    return getRenderer();
  }

  @Override
  public void display(DisplayData data) {
    output.flush();
    publish(new PublishDisplayData(data));
  }

  @Override
  public void update(DisplayData data) {
    output.flush();
    publish(new PublishUpdateDisplayData(data));
  }

  @Override
  public void clear(boolean wait) {
    output.flush();
    publish(wait ? PublishClearOutput.BEFORE_NEXT_OUTPUT : PublishClearOutput.NOW);
  }

  @Override
  public ReplacementOptions complete(String code, int at) {
    return assist(
            a -> {
              CodeAssist.Choices found = a.complete(code, code.offsetByCodePoints(0, at));
              int start = code.codePointCount(0, found.start());
              return new ReplacementOptions(found.words(), start, at);
            })
        .orElseGet(() -> new ReplacementOptions(List.of(), at, at));
  }

  @Override
  public DisplayData inspect(String code, int at, boolean extraDetail) {
    return assist(a -> a.inspect(code, code.offsetByCodePoints(0, at), true))
        .flatMap(found -> found)
        .map(DisplayData::new)
        .orElse(null);
  }

  @Override
  public String isComplete(String code) {
    return assist(a -> a.completeness(code)).orElse("unknown");
  }

  /** An error of the compiler must not end the thread that reads requests. */
  private <T> Optional<T> assist(java.util.function.Function<CodeAssist, T> question) {
    try {
      return Optional.of(question.apply(runner.join().assist()));
    } catch (Throwable e) {
      return Optional.empty();
    }
  }

  /** Every cell goes through {@link #execute}. */
  @Override
  public DisplayData eval(String code) {
    throw new UnsupportedOperationException("cells are run by execute_request alone");
  }

  @Override
  public LanguageInfo getLanguageInfo() {
    return KernelInfo.language();
  }
}
