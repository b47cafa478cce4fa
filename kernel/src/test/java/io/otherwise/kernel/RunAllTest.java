package io.otherwise.kernel;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;

class RunAllTest {
  private final ZContext context = new ZContext();
  private final RunAll runAll = new RunAll();
  private ZMQ.Socket shell;
  private ZMQ.Socket client;

  @BeforeEach
  void connect() {
    shell = context.createSocket(SocketType.PULL);
    shell.bind("inproc://shell");
    client = context.createSocket(SocketType.PUSH);
    client.connect("inproc://shell");
  }

  @AfterEach
  void close() {
    context.close();
  }

  @Test
  void cells_queued_behind_a_failed_one_are_skipped_and_later_ones_run() throws Exception {
    client.send("first");
    client.send("second");
    client.send("third");
    shell.recv();
    assertFalse(runAll.skips(shell));
    runAll.failed(shell);
    shell.recv();
    assertTrue(runAll.skips(shell));
    shell.recv();
    assertTrue(runAll.skips(shell));
    client.send("after the reply came");
    shell.recv();
    assertFalse(runAll.skips(shell));
  }

  @Test
  void a_cell_sent_after_the_error_runs() {
    runAll.failed(shell);
    client.send("next");
    shell.recv();
    assertFalse(runAll.skips(shell));
  }
}
