#define _GNU_SOURCE
#include "CSpawn.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

_Static_assert(sizeof(struct termios) <= WISP_TERMINAL_MODE_SIZE, "the modes fit");

int wisp_open_terminal(int model, int *controller, int *terminal) {
  int opened = posix_openpt(O_RDWR | O_NOCTTY);
  if (opened < 0) return errno;
  fcntl(opened, F_SETFD, FD_CLOEXEC);
  int other = -1;
  if (grantpt(opened) == 0 && unlockpt(opened) == 0) {
    const char *name = ptsname(opened);
    if (name != NULL) other = open(name, O_RDWR | O_NOCTTY | O_CLOEXEC);
  }
  if (other < 0) {
    int error = errno;
    close(opened);
    return error;
  }
  struct termios modes;
  if (tcgetattr(model, &modes) == 0) tcsetattr(other, TCSANOW, &modes);
  wisp_copy_terminal_size(model, opened);
  *controller = opened;
  *terminal = other;
  return 0;
}

int wisp_terminal_raw(int descriptor, void *before) {
  struct termios modes;
  if (tcgetattr(descriptor, &modes) != 0) return errno;
  memcpy(before, &modes, sizeof modes);
  cfmakeraw(&modes);
  return tcsetattr(descriptor, TCSADRAIN, &modes) == 0 ? 0 : errno;
}

void wisp_terminal_restore(int descriptor, const void *before, int flush) {
  struct termios modes;
  memcpy(&modes, before, sizeof modes);
  while (tcsetattr(descriptor, flush ? TCSAFLUSH : TCSADRAIN, &modes) != 0 && errno == EINTR) {
  }
}

void wisp_copy_terminal_size(int model, int controller) {
  struct winsize size;
  if (ioctl(model, TIOCGWINSZ, &size) == 0) ioctl(controller, TIOCSWINSZ, &size);
}

static atomic_int resize_target = -1;

static void note_resize(int number) {
  (void)number;
  int error = errno;
  int target = atomic_load(&resize_target);
  if (target >= 0) (void)!write(target, "", 1);
  errno = error;
}

void wisp_notify_resize(int descriptor) {
  atomic_store(&resize_target, descriptor);
  struct sigaction action = {.sa_handler = descriptor < 0 ? SIG_DFL : note_resize,
                             .sa_flags = SA_RESTART};
  sigemptyset(&action.sa_mask);
  sigaction(SIGWINCH, &action, NULL);
}
