#include "CSpawn.h"

#include <fcntl.h>
#include <unistd.h>

// Opens what is closed of the standard three, before anything else can be opened in its place: the
// program's own files would be read as its input, or written over with its output.
//
// An input that is closed is an empty one. What is written to an output that is closed fails, as it would
// have; complaints have nowhere to go.
__attribute__((constructor)) static void open_standard_streams(void) {
  static const int modes[] = {O_RDONLY, O_RDONLY, O_WRONLY};
  for (int stream = 0; stream < 3; stream++)
    if (fcntl(stream, F_GETFD) < 0 && open("/dev/null", modes[stream]) != stream) _exit(127);
}

// With this in use, the linker takes the above along.
void wisp_keep_standard_streams(void) {}
