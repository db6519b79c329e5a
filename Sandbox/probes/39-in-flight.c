// Fills the disk with files that nobody can find and nobody has open: they wait in a socket to be received.
// set: disk=16
// expect: 300 MB in flight | done | *
// ending: limit disk
#include "probe.h"
#include <sys/socket.h>
static long hand_over(int to, int file) {
  char byte = 0;
  struct iovec data = {.iov_base = &byte, .iov_len = 1};
  union {
    struct cmsghdr header;
    char room[CMSG_SPACE(sizeof(int))];
  } control = {.header = {.cmsg_len = CMSG_LEN(sizeof(int)), .cmsg_level = SOL_SOCKET, .cmsg_type = SCM_RIGHTS}};
  memcpy(CMSG_DATA(&control.header), &file, sizeof file);
  struct msghdr message = {
      .msg_iov = &data, .msg_iovlen = 1, .msg_control = &control, .msg_controllen = sizeof control.room};
  return sendmsg(to, &message, 0);
}
PROBE {
  UNUSED;
  static char block[1 << 20];
  const char *path = below(DATA, "sent");
  int pair[2];
  long result = socketpair(AF_UNIX, SOCK_STREAM, 0, pair);
  for (int i = 0; i < 10 && result >= 0; i++) {
    int file = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);
    result = file;
    unlink(path);
    for (int j = 0; j < 30 && result >= 0; j++) result = write(file, block, sizeof block);
    if (result >= 0) result = hand_over(pair[0], file);
    close(file);
  }
  came("300 MB in flight", result);
  if (INSIDE) sleep(20);
}
