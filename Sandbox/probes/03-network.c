// Reaches for the network. What it finds without a sandbox depends on the machine.
// expect: TCP | * | ENETUNREACH
// expect: UDP | * | ENETUNREACH
// expect: IPv6 | * | ENETUNREACH,EADDRNOTAVAIL
// expect: a name | * | EHOSTUNREACH
// expect: within a second each | * | done
#include "probe.h"
#include <arpa/inet.h>
#include <netdb.h>
#include <time.h>
PROBE {
  UNUSED;
  if (!INSIDE) return 0;
  struct timespec before, after;
  clock_gettime(CLOCK_MONOTONIC, &before);
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(443)};
  inet_pton(AF_INET, "1.1.1.1", &address.sin_addr);
  int tcp = socket(AF_INET, SOCK_STREAM, 0);
  came("TCP", connect(tcp, (struct sockaddr *)&address, sizeof address));
  inet_pton(AF_INET, "8.8.8.8", &address.sin_addr);
  address.sin_port = htons(53);
  int udp = socket(AF_INET, SOCK_DGRAM, 0);
  came("UDP", sendto(udp, "x", 1, 0, (struct sockaddr *)&address, sizeof address));
  struct sockaddr_in6 six = {.sin6_family = AF_INET6, .sin6_port = htons(443)};
  inet_pton(AF_INET6, "2606:4700:4700::1111", &six.sin6_addr);
  int tcp6 = socket(AF_INET6, SOCK_STREAM, 0);
  came("IPv6", connect(tcp6, (struct sockaddr *)&six, sizeof six));
  struct addrinfo *found = NULL;
  int failed = getaddrinfo("example.com", "443", NULL, &found);
  errno = EHOSTUNREACH;
  came("a name", failed ? -1 : 0);
  clock_gettime(CLOCK_MONOTONIC, &after);
  errno = ETIME;
  came("within a second each", after.tv_sec - before.tv_sec <= 4 ? 0 : -1);
}
