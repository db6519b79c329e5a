// The host's loopback, and its own.
// expect: host's listener | done | ECONNREFUSED
// expect: own listener | done | done
// expect: own connection | done | done
#include "probe.h"
#include <arpa/inet.h>
PROBE {
  UNUSED;
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons((uint16_t)PORT)};
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  came("host's listener", connect(socket(AF_INET, SOCK_STREAM, 0), (struct sockaddr *)&address, sizeof address));
  int listener = socket(AF_INET, SOCK_STREAM, 0);
  address.sin_port = 0;
  socklen_t length = sizeof address;
  bind(listener, (struct sockaddr *)&address, sizeof address);
  came("own listener", listen(listener, 1));
  getsockname(listener, (struct sockaddr *)&address, &length);
  came("own connection", connect(socket(AF_INET, SOCK_STREAM, 0), (struct sockaddr *)&address, sizeof address));
}
