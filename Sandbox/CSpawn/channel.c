#define _GNU_SOURCE
#include "CSpawn.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

int wisp_stream_socket(int version6) {
  int made = socket(version6 ? AF_INET6 : AF_INET, SOCK_STREAM, 0);
  if (made >= 0) fcntl(made, F_SETFD, FD_CLOEXEC);
  return made;
}

int wisp_socket_pair(int *one, int *other) {
  int ends[2];
  if (socketpair(AF_UNIX, SOCK_STREAM, 0, ends) != 0) return errno;
  for (int i = 0; i < 2; i++) fcntl(ends[i], F_SETFD, FD_CLOEXEC);
  *one = ends[0];
  *other = ends[1];
  return 0;
}

int wisp_receive(int channel, int *descriptor) {
  *descriptor = -1;
  char byte = 0;
  struct iovec part = {.iov_base = &byte, .iov_len = 1};
  union {
    struct cmsghdr header;
    char bytes[CMSG_SPACE(sizeof(int))];
  } control;
  struct msghdr message = {.msg_iov = &part,
                           .msg_iovlen = 1,
                           .msg_control = &control,
                           .msg_controllen = sizeof control.bytes};
#ifdef MSG_CMSG_CLOEXEC
  const int flags = MSG_CMSG_CLOEXEC;
#else
  const int flags = 0;
#endif
  ssize_t length;
  do length = recvmsg(channel, &message, flags);
  while (length < 0 && errno == EINTR);
  if (length < 0) return -1;
  if (length == 0) {
    errno = 0;
    return -1;
  }
  for (struct cmsghdr *header = CMSG_FIRSTHDR(&message); header != NULL;
       header = CMSG_NXTHDR(&message, header)) {
    if (header->cmsg_level != SOL_SOCKET || header->cmsg_type != SCM_RIGHTS) continue;
    if (header->cmsg_len != CMSG_LEN(sizeof(int))) continue;
    memcpy(descriptor, CMSG_DATA(header), sizeof(int));
    fcntl(*descriptor, F_SETFD, FD_CLOEXEC);
  }
  return (unsigned char)byte;
}

int wisp_request(int channel, char byte, int *descriptor) {
  *descriptor = -1;
  ssize_t length;
#ifdef MSG_NOSIGNAL
  const int flags = MSG_NOSIGNAL;
#else
  const int flags = 0;
#endif
  do length = send(channel, &byte, 1, flags);
  while (length < 0 && errno == EINTR);
  return length == 1 ? wisp_receive(channel, descriptor) : -1;
}
