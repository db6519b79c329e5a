// Process 1 of a sandbox: starts the command, ends with it, and takes everything along.
//
// It ends, and with it the kernel ends every process of its namespace, when
//   - the command ends (so nothing it left behind survives),
//   - the lifeline closes (so nothing survives the process outside, however that dies),
//   - the wall-clock limit is reached, or
//   - the processes take more memory or disk together than they may.
//
// With `alone=1` there are no namespaces: it is no process 1 then, adopts what its command leaves behind,
// and ends that one by one.
//
// Report, one line each, on the status pipe that the command never sees:
//   setup ok L F         the namespaces and mounts are made and the command is about to start, with version L
//                        of Landlock (0: none) and version F of the system-call filter
//   setup failed WHAT    nothing was started
//   exec failed STEP N   the command could not be started: errno N
//   exit N | signal N    how the command ended
//   deadline             the wall-clock limit was reached
//   exceeded WHAT        memory, machine (its memory is nearly used up), disk or files
//   crowded              before one of these: there were as many processes as may be
#define _GNU_SOURCE
#include "jail.h"
#include "processes.h"
#include "watch.h"

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
#include <time.h>
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

struct watched {
  struct pollfd events[4];
  pid_t main;
};

// Whether something waits that ends the sandbox. Other children may end as often as they like.
static int is_urgent(void *context) {
  struct watched *watched = context;
  struct pollfd endings[] = {watched->events[0], watched->events[2]};
  if (poll(endings, 2, 0) > 0) return 1;
  siginfo_t ended = {0};
  return waitid(P_PID, (id_t)watched->main, &ended, WEXITED | WNOHANG | WNOWAIT) == 0 &&
         ended.si_pid != 0;
}

static int64_t milliseconds_now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (int64_t)time.tv_sec * 1000 + time.tv_nsec / 1000000;
}

static void report_crowd(const struct options *options) {
  if (watch_was_crowded()) dprintf(options->status, "crowded\n");
}

static int supervise(const struct options *options, pid_t main, int failures, int children,
                     int timer) {
  static const char *const words[] = {
      [EXCESS_MEMORY] = "memory",
      [EXCESS_MACHINE] = "machine",
      [EXCESS_DISK] = "disk",
      [EXCESS_FILES] = "files",
  };
  struct watched watched = {
      .events = {{.fd = options->lifeline, .events = POLLIN},
                 {.fd = children, .events = POLLIN},
                 {.fd = timer, .events = POLLIN},
                 // A negative one is passed over.
                 {.fd = options->channel != 0 ? (int)options->channel : -1, .events = POLLIN}},
      .main = main,
  };
  struct pollfd *events = watched.events;
  int64_t next_look = milliseconds_now() + 50;
  for (;;) {
    int64_t left = next_look - milliseconds_now();
    if (poll(events, 4, left > 0 ? (int)left : 0) < 0) {
      if (errno == EINTR) continue;
      return 125;
    }
    if (milliseconds_now() >= next_look) {
      int pause = 0;
      enum excess excess = watch_look(is_urgent, &watched, &pause);
      next_look = milliseconds_now() + pause;
      if (excess != EXCESS_NONE) {
        report_crowd(options);
        dprintf(options->status, "exceeded %s\n", words[excess]);
        return 0;
      }
    }
    if (events[1].revents != 0) {
      struct signalfd_siginfo discarded;
      (void)!read(children, &discarded, sizeof discarded);
      int status = 0;
      if (reap(main, &status)) {
        report_crowd(options);
        report_end(options->status, failures, status);
        return 0;
      }
    }
    if (events[0].revents != 0) return 0;
    if (events[2].revents != 0) {
      report_crowd(options);
      dprintf(options->status, "deadline\n");
      return 0;
    }
    if (events[3].revents != 0 && answer_channel(events[3].fd) != 0) events[3].fd = -1;
  }
}

int main(int count, char **arguments) {
  // Same user as the command: not dumpable means it can neither trace this process nor open its
  // descriptors, so the report cannot be forged.
  if (prctl(PR_SET_DUMPABLE, 0) != 0) return refuse(-1, "prctl");

  struct options options = {.lifeline = -1, .status = -1};
  arguments = take_arguments(count, arguments);
  if (arguments == NULL) return refuse(-1, "arguments");
  const char *wrong = parse_options(count, arguments, &options);
  if (wrong != NULL) {
    errno = EINVAL;
    return refuse(-1, wrong);
  }
  if (options.alone) {
    if (prctl(PR_SET_CHILD_SUBREAPER, 1) != 0) return refuse(options.status, "subreaper");
    // Counted for the user as a whole here, so what runs elsewhere comes on top.
    if (options.processes != 0) options.threads_elsewhere = threads_of_user();
  } else if (getpid() != 1) {
    errno = EPERM;
    return refuse(options.status, "not process 1");
  } else if (hide_mounts() != 0) {
    return refuse(options.status, "mounts");
  }
  if (drop_capabilities() != 0) return refuse(options.status, "capabilities");
  if (fcntl(options.lifeline, F_SETFD, FD_CLOEXEC) != 0) return refuse(options.status, "lifeline");
  if (fcntl(options.status, F_SETFD, FD_CLOEXEC) != 0) return refuse(options.status, "status");

  if (options.channel != 0 && fcntl((int)options.channel, F_SETFD, FD_CLOEXEC) != 0)
    return refuse(options.status, "channel");
  if (options.proxy_port != 0 && hand_out_listener(&options) != 0)
    return refuse(options.status, "proxy");

  // A report that nobody reads must not end this before its command.
  if (signal(SIGPIPE, SIG_IGN) == SIG_ERR) return refuse(options.status, "signals");
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

  watch_begin(&options);
  dprintf(options.status, "setup ok %d %d\n", landlock_version(), WISP_FILTER_VERSION);
  pid_t main = fork();
  if (main < 0) return refuse(options.status, "fork");
  if (main == 0) become_command(&options, failures[1]);
  close(failures[1]);
  if (leave_streams() != 0) return refuse(options.status, "streams");
  int result = supervise(&options, main, failures[0], children, timer);
  if (options.alone) end_descendants();
  return result;
}
