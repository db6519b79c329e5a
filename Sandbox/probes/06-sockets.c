// Sockets with a file, among them those that rule a machine.
// expect: host's socket | done | ENOENT
// expect: docker | * | ENOENT
// expect: system bus | * | ENOENT
// expect: session bus | * | ENOENT
// expect: screen | * | ENOENT
// expect: log | * | ENOENT
#include "probe.h"
#include <sys/socket.h>
#include <sys/un.h>
static void reach(const char *name, const char *path) {
  struct sockaddr_un address = {.sun_family = AF_UNIX};
  strncpy(address.sun_path, path, sizeof address.sun_path - 1);
  int made = socket(AF_UNIX, SOCK_STREAM, 0);
  came(name, connect(made, (struct sockaddr *)&address, sizeof address));
  close(made);
}
PROBE {
  UNUSED;
  if (chdir(SECRETS) == 0) reach("host's socket", "socket");
  else came("host's socket", -1);
  reach("docker", "/var/run/docker.sock");
  reach("system bus", "/run/dbus/system_bus_socket");
  reach("session bus", "/run/user/1000/bus");
  reach("screen", "/tmp/.X11-unix/X0");
  reach("log", "/dev/log");
}
