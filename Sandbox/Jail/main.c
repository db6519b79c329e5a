// Process 1 of a sandbox: starts the command, ends with it, and takes everything along.
//
// It ends, and with it the kernel ends every process of its namespace, when
//   - the command ends (so nothing it left behind survives),
//   - the lifeline closes (so nothing survives the process outside, however that dies), or
//   - the wall-clock limit is reached.
//
// Report, one line each, on the status pipe that the command never sees:
//   setup ok             the namespaces and mounts are made; the command is about to start
//   setup failed WHAT    nothing was started
//   exec failed STEP N   the command could not be started: errno N
//   exit N | signal N    how the command ended
//   deadline             the wall-clock limit was reached
#define _GNU_SOURCE
#include "jail.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <sys/syscall.h>
#include <sys/timerfd.h>
#include <sys/wait.h>
#include <unistd.h>

static int refuse(int status, const char *what) {
  dprintf(status >= 0 ? status : STDERR_FILENO, "setup failed %s: %s\n", what, strerror(errno));
  return 125;
}

// A descriptor that becomes readable after the limit; -1 with errno where there is none.
static int start_timer(uint64_t milliseconds) {
  int timer = timerfd_create(CLOCK_MONOTONIC, TFD_CLOEXEC);
  if (timer < 0) return -1;
  struct itimerspec spec = {
      .it_value = {.tv_sec = (time_t)(milliseconds / 1000),
                   .tv_nsec = (long)(milliseconds % 1000) * 1000000}};
  return timerfd_settime(timer, 0, &spec, NULL) == 0 ? timer : -1;
}

// The command's streams are its own: kept here, they would never end for those who wait for it.
static int leave_streams(void) {
  int null = open("/dev/null", O_RDWR | O_CLOEXEC);
  if (null < 0) return -1;
  for (int stream = 0; stream <= 2; stream++)
    if (dup2(null, stream) < 0) return -1;
  return 0;
}

// Collects every process that has ended. Returns 1 and the wait status once `main` is among them.
static int reap(pid_t main, int *main_status) {
  int ended = 0;
  for (;;) {
    int status = 0;
    pid_t pid = waitpid(-1, &status, WNOHANG);
    if (pid <= 0) return ended;
    if (pid != main) continue;
    *main_status = status;
    ended = 1;
  }
}

static void report_end(int report, int failures, int status) {
  struct child_failure failure;
  if (read(failures, &failure, sizeof failure) == sizeof failure)
    dprintf(report, "exec failed %s %d\n", step_name(failure.step), failure.error);
  else if (WIFSIGNALED(status))
    dprintf(report, "signal %d\n", WTERMSIG(status));
  else
    dprintf(report, "exit %d\n", WEXITSTATUS(status));
}

static int supervise(const struct options *options, pid_t main, int failures, int children,
                     int timer) {
  struct pollfd events[] = {
      {.fd = options->lifeline, .events = POLLIN},
      {.fd = children, .events = POLLIN},
      {.fd = timer, .events = POLLIN},
  };
  for (;;) {
    if (poll(events, 3, -1) < 0) {
      if (errno == EINTR) continue;
      return 125;
    }
    if (events[1].revents != 0) {
      struct signalfd_siginfo discarded;
      (void)!read(children, &discarded, sizeof discarded);
      int status = 0;
      if (reap(main, &status)) {
        report_end(options->status, failures, status);
        return 0;
      }
    }
    if (events[0].revents != 0) return 0;
    if (events[2].revents != 0) {
      dprintf(options->status, "deadline\n");
      return 0;
    }
  }
}

int main(int count, char **arguments) {
  // Same user as the command: not dumpable means it can neither trace this process nor open its
  // descriptors, so the report cannot be forged.
  if (prctl(PR_SET_DUMPABLE, 0) != 0) return refuse(-1, "prctl");

  struct options options = {.lifeline = -1, .status = -1};
  const char *wrong = parse_options(count, arguments, &options);
  if (wrong != NULL) {
    errno = EINVAL;
    return refuse(-1, wrong);
  }
  if (getpid() != 1) {
    errno = EPERM;
    return refuse(options.status, "not process 1");
  }
  if (fcntl(options.lifeline, F_SETFD, FD_CLOEXEC) != 0) return refuse(options.status, "lifeline");
  if (fcntl(options.status, F_SETFD, FD_CLOEXEC) != 0) return refuse(options.status, "status");

  sigset_t child_ended;
  sigemptyset(&child_ended);
  sigaddset(&child_ended, SIGCHLD);
  if (sigprocmask(SIG_SETMASK, &child_ended, NULL) != 0) return refuse(options.status, "signals");
  int children = signalfd(-1, &child_ended, SFD_CLOEXEC);
  if (children < 0) return refuse(options.status, "signalfd");
  int timer = start_timer(options.milliseconds);
  if (timer < 0) return refuse(options.status, "timer");
  int failures[2];
  if (pipe2(failures, O_CLOEXEC) != 0) return refuse(options.status, "pipe");

  dprintf(options.status, "setup ok\n");
  pid_t main = fork();
  if (main < 0) return refuse(options.status, "fork");
  if (main == 0) become_command(&options, failures[1]);
  close(failures[1]);
  if (leave_streams() != 0) return refuse(options.status, "streams");
  return supervise(&options, main, failures[0], children, timer);
}
