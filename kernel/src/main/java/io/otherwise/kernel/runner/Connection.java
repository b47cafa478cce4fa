package io.otherwise.kernel.runner;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Where client and kernel meet: five ports on the loopback interface and a signing key.
 *
 * @param ports shell, iopub, stdin, control, heartbeat
 * @param key the signing key of this session alone
 */
record Connection(List<Integer> ports, String key) {
  /** Asks the system for five free ports at once, so that they differ. */
  static Connection free() throws IOException {
    List<ServerSocket> held = new ArrayList<>();
    try {
      while (held.size() < 5) {
        held.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
      }
      return new Connection(
          held.stream().map(ServerSocket::getLocalPort).toList(), UUID.randomUUID().toString());
    } finally {
      for (ServerSocket socket : held) {
        socket.close();
      }
    }
  }

  String shell() {
    return address(0);
  }

  String iopub() {
    return address(1);
  }

  String stdin() {
    return address(2);
  }

  String control() {
    return address(3);
  }

  /** Writes the connection file that a kernel is started with; only this user may read it. */
  Path write() throws IOException {
    JsonObject json = new JsonObject();
    json.addProperty("ip", "127.0.0.1");
    json.addProperty("transport", "tcp");
    json.addProperty("signature_scheme", "hmac-sha256");
    json.addProperty("key", key);
    json.addProperty("kernel_name", "java");
    List<String> names = List.of("shell", "iopub", "stdin", "control", "hb");
    for (int i = 0; i < names.size(); i++) {
      json.addProperty(names.get(i) + "_port", ports.get(i));
    }
    // Temporary files are readable by their owner alone where the file system knows owners.
    Path file = Files.createTempFile("kernel-", ".json");
    // Asked of the file and not of its store, which cannot be found inside some containers.
    PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
    if (view != null) {
      view.setPermissions(PosixFilePermissions.fromString("rw-------"));
    }
    return Files.writeString(file, json.toString());
  }

  private String address(int port) {
    return "tcp://127.0.0.1:" + ports.get(port);
  }
}
