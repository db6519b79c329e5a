// Sockets with a file, among them those that rule a machine. One lies in a folder that may be read.
// expect: host's socket | done | EAFNOSUPPORT
// expect: host's socket's file | done | ENOENT
// expect: granted socket | done | EAFNOSUPPORT
// expect: granted socket's file | done | done
// expect: datagram from a pair | done | EPERM
// expect: own pair | done | done
// expect: docker | * | EAFNOSUPPORT
// expect: docker's file | * | ENOENT
// expect: system bus's file | * | ENOENT
// expect: session bus's file | * | ENOENT
// expect: screen's file | * | ENOENT
// expect: log's file | * | ENOENT
#include "probe.h"
#include <libgen.h>
#include <sys/socket.h>
#include <sys/un.h>
static struct sockaddr_un named(const char *path) {
  struct sockaddr_un address = {.sun_family = AF_UNIX};
  strncpy(address.sun_path, path, sizeof address.sun_path - 1);
  return address;
}
static void find(const char *name, const char *path) {
  char line[64];
  snprintf(line, sizeof line, "%s's file", name);
  struct stat status;
  came(line, stat(path, &status));
}
static void reach(const char *name, const char *path) {
  struct sockaddr_un address = named(path);
  int made = socket(AF_UNIX, SOCK_STREAM, 0);
  came(name, made < 0 ? -1 : connect(made, (struct sockaddr *)&address, sizeof address));
  find(name, path);
}
PROBE {
  UNUSED;
  // Beside this program: the path from here is short enough for an address.
  const char *granted = strdup(dirname(strdup(arguments[0])));
  if (chdir(SECRETS) == 0) reach("host's socket", "socket");
  else {
    errno = ENOENT;
    came("host's socket's file", -1);
    came("host's socket", socket(AF_UNIX, SOCK_STREAM, 0));
  }
  reach("granted socket", below(granted, "socket"));
  struct sockaddr_un address = named(below(granted, "datagrams"));
  int pair[2];
  long made = socketpair(AF_UNIX, SOCK_DGRAM, 0, pair);
  if (made == 0) made = sendto(pair[0], "x", 1, 0, (struct sockaddr *)&address, sizeof address);
  came("datagram from a pair", made);
  came("own pair", socketpair(AF_UNIX, SOCK_STREAM, 0, pair));
  reach("docker", "/var/run/docker.sock");
  find("system bus", "/run/dbus/system_bus_socket");
  find("session bus", "/run/user/1000/bus");
  find("screen", "/tmp/.X11-unix/X0");
  find("log", "/dev/log");
}
