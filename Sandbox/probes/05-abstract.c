// A socket of the host that has a name but no file.
// expect: host's abstract socket | done | EAFNOSUPPORT
#include "probe.h"
#include <stddef.h>
#include <sys/socket.h>
#include <sys/un.h>
PROBE {
  UNUSED;
  struct sockaddr_un address = {.sun_family = AF_UNIX};
  strncpy(address.sun_path + 1, ABSTRACT, sizeof address.sun_path - 2);
  socklen_t length = (socklen_t)(offsetof(struct sockaddr_un, sun_path) + 1 + strlen(ABSTRACT));
  int made = socket(AF_UNIX, SOCK_STREAM, 0);
  came("host's abstract socket", made < 0 ? -1 : connect(made, (struct sockaddr *)&address, length));
}
