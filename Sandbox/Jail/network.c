// Sockets of this network namespace for the process outside.
//
// A socket belongs to the namespace it was made in, whoever uses it. So the process outside can accept
// what the command connects to, and connect to what the command listens on, and nothing of either has
// to run in here.
#define _GNU_SOURCE
#include "jail.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

// Sends one byte and, where it is not negative, a descriptor along with it.
static int hand_out(int channel, char kind, int descriptor) {
  struct iovec byte = {.iov_base = &kind, .iov_len = 1};
  union {
    struct cmsghdr header;
    char bytes[CMSG_SPACE(sizeof(int))];
  } control;
  memset(&control, 0, sizeof control);
  struct msghdr message = {.msg_iov = &byte, .msg_iovlen = 1};
  if (descriptor >= 0) {
    message.msg_control = &control;
    message.msg_controllen = sizeof control.bytes;
    struct cmsghdr *header = CMSG_FIRSTHDR(&message);
    header->cmsg_level = SOL_SOCKET;
    header->cmsg_type = SCM_RIGHTS;
    header->cmsg_len = CMSG_LEN(sizeof(int));
    memcpy(CMSG_DATA(header), &descriptor, sizeof descriptor);
  }
  ssize_t sent;
  do sent = sendmsg(channel, &message, MSG_NOSIGNAL);
  while (sent < 0 && errno == EINTR);
  return sent == 1 ? 0 : -1;
}

int hand_out_listener(const struct options *options) {
  int listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (listener < 0) return -1;
  const int on = 1;
  struct sockaddr_in address = {.sin_family = AF_INET,
                                .sin_port = htons((uint16_t)options->proxy_port),
                                .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  int done = setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on) == 0 &&
             bind(listener, (struct sockaddr *)&address, sizeof address) == 0 &&
             listen(listener, 64) == 0 && hand_out((int)options->channel, 'l', listener) == 0;
  int error = errno;
  close(listener);
  errno = error;
  return done ? 0 : -1;
}

int answer_channel(int channel) {
  char family;
  ssize_t length;
  do length = recv(channel, &family, 1, MSG_DONTWAIT);
  while (length < 0 && errno == EINTR);
  if (length < 0 && errno == EAGAIN) return 0;
  if (length != 1) return -1;
  int made = socket(family == '6' ? AF_INET6 : AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  int result = hand_out(channel, made < 0 ? 'e' : 's', made);
  if (made >= 0) close(made);
  return result;
}
