// Table to program. The kernel runs it at every system call with the number, the architecture and the six
// arguments; what no row names is allowed.
#define _GNU_SOURCE
#include "filter.h"
#include "CFilter.h"

#include <errno.h>

// The first number that no kernel had when the tables were last read (6.18). From there on nothing is known
// to be harmless; and so numbers of the x32 interface, which have a high bit set, are out of reach as well.
static const uint32_t first_unknown = 470;

enum {
  LOAD = 0x20,     // the word at an offset
  AND = 0x54,      // with a constant
  EQUAL = 0x15,    // jump where equal
  AT_LEAST = 0x35, // jump where not below
  ANY_BIT = 0x45,  // jump where a bit of the constant is set
  RETURN = 0x06,
};

static const uint32_t offset_number = 0, offset_architecture = 4;

// The lower half of an argument: the kernel itself looks at no more of those that are checked here.
static uint32_t argument(uint32_t index) { return 16 + 8 * index; }

static const uint32_t answer_allow = 0x7fff0000u, answer_kill = 0x80000000u;

static uint32_t answer_error(int error) { return 0x00050000u | (uint32_t)error; }

struct program {
  struct wisp_instruction *room;
  size_t length;
};

static void put(struct program *program, uint16_t code, uint32_t operand, uint8_t if_true,
                uint8_t if_false) {
  if (program->length < WISP_FILTER_ROOM)
    program->room[program->length] = (struct wisp_instruction){
        .code = code, .if_true = if_true, .if_false = if_false, .operand = operand};
  program->length++;
}

static void load(struct program *program, uint32_t offset) { put(program, LOAD, offset, 0, 0); }

static void answer(struct program *program, uint32_t value) { put(program, RETURN, value, 0, 0); }

// Answers where the word loaded last equals `value`, has a bit of `value`, or does not equal it.
static void answer_if(struct program *program, uint16_t test, uint32_t value, uint32_t answered) {
  put(program, test, value, 0, 1);
  answer(program, answered);
}

static void answer_unless(struct program *program, uint16_t test, uint32_t value,
                          uint32_t answered) {
  put(program, test, value, 1, 0);
  answer(program, answered);
}

// Jumps over the next instruction where equal, for lists of what is allowed.
static void skip_if_one_of(struct program *program, const uint32_t *values, size_t count) {
  for (size_t i = 0; i < count; i++)
    put(program, EQUAL, values[i], (uint8_t)(count - i), 0);
}

static const uint32_t set_bits = 06000; // S_ISUID, S_ISGID
static const uint32_t node_kinds = 0170000, node_block = 0060000, node_character = 0020000;
static const uint32_t creating = 0100 | 020000000; // O_CREAT, O_TMPFILE
static const uint32_t new_namespaces = 0x7e020000; // CLONE_NEWNS and the six others that clone knows

static const uint32_t family_unix = 1;

static void check_socket(struct program *program, enum wisp_strictness strictness) {
  load(program, argument(0));
  // Else those of the host's in a folder that may only be read could be connected to.
  if (strictness == WISP_FILTER_UNIX_SOCKETS) answer_if(program, EQUAL, family_unix, answer_allow);
  static const uint32_t families[] = {2, 10, 16}; // INET, INET6, NETLINK
  static const uint32_t internet[] = {0, 6, 17};     // as the type says, TCP, UDP
  skip_if_one_of(program, families, 3);
  answer(program, answer_error(EAFNOSUPPORT));
  // Of netlink only what lists addresses and routes: others load kernel modules on demand.
  put(program, EQUAL, 16, 0, 4);
  load(program, argument(2));
  answer_if(program, EQUAL, 0, answer_allow);
  answer(program, answer_error(EPROTONOSUPPORT));
  load(program, argument(2));
  skip_if_one_of(program, internet, 3);
  answer(program, answer_error(EPROTONOSUPPORT));
  load(program, argument(1));
  put(program, AND, 0xf, 0, 0);
  answer_if(program, EQUAL, 1, answer_allow); // a stream
  answer_if(program, EQUAL, 2, answer_allow); // datagrams
}

static void check_requests(struct program *program) {
  static const uint32_t refused[] = {
      0x5412,     // TIOCSTI: types into a terminal
      0x541C,     // TIOCLINUX: the same by pasting
      0x541D,     // TIOCCONS: takes over the console
      0x40086602, // FS_IOC_SETFLAGS: files that cannot be removed
      0x40046602, // the same of 32 bits
      0x401c5820, // FS_IOC_FSSETXATTR
      0x40806685, // FS_IOC_ENABLE_VERITY
      0x800c6613, // FS_IOC_SET_ENCRYPTION_POLICY
  };
  // What reserves room for a file fills a disk before anybody can count what is written.
  static const uint32_t reserving[] = {
      0x40305828, // FS_IOC_RESVSP
      0x4030582a, // FS_IOC_RESVSP64
      0x40305839, // FS_IOC_ZERO_RANGE
  };
  // Whether the program was written a moment ago and still lies in memory: a check would be told from a run.
  static const uint32_t showing[] = {
      0xc020660b, // FS_IOC_FIEMAP
      0xc020662a, // EXT4_IOC_GET_ES_CACHE
      0x40046629, // EXT4_IOC_GETSTATE
      0xc0205826, // XFS_IOC_GETBMAP
      0xc0205838, // XFS_IOC_GETBMAPX
      0x801c581f, // FS_IOC_FSGETXATTR
  };
  load(program, argument(1));
  for (size_t i = 0; i < sizeof refused / sizeof refused[0]; i++)
    answer_if(program, EQUAL, refused[i], answer_error(EPERM));
  for (size_t i = 0; i < sizeof reserving / sizeof reserving[0]; i++)
    answer_if(program, EQUAL, reserving[i], answer_error(EOPNOTSUPP));
  for (size_t i = 0; i < sizeof showing / sizeof showing[0]; i++)
    answer_if(program, EQUAL, showing[i], answer_error(EOPNOTSUPP));
}

static void check_node(struct program *program, uint32_t index) {
  load(program, argument(index));
  answer_if(program, ANY_BIT, set_bits, answer_error(EPERM));
  put(program, AND, node_kinds, 0, 0);
  answer_if(program, EQUAL, node_character, answer_error(EPERM));
  answer_if(program, EQUAL, node_block, answer_error(EPERM));
}

static void check_open(struct program *program, uint32_t index) {
  load(program, argument(index));
  answer_unless(program, ANY_BIT, creating, answer_allow);
  load(program, argument(index + 1));
  answer_if(program, ANY_BIT, set_bits, answer_error(EPERM));
}

static void check(struct program *program, enum filter_rule rule, enum wisp_strictness strictness) {
  switch (rule) {
  case ALLOW: break;
  case DENY: answer(program, answer_error(EPERM)); return;
  case PRETEND: answer(program, answer_error(0)); return;
  case ABSENT: answer(program, answer_error(ENOSYS)); return;
  case UNSUPPORTED: answer(program, answer_error(EOPNOTSUPP)); return;
  case NAMESPACES:
    load(program, argument(0));
    answer_if(program, ANY_BIT, new_namespaces, answer_error(EPERM));
    break;
  case SOCKET:
    check_socket(program, strictness);
    answer(program, answer_error(EPERM));
    return;
  case STREAM_PAIR:
    load(program, argument(0));
    answer_unless(program, EQUAL, family_unix, answer_error(EPERM));
    if (strictness == WISP_FILTER_UNIX_SOCKETS) break;
    load(program, argument(1));
    put(program, AND, 0xf, 0, 0);
    answer_unless(program, EQUAL, 1, answer_error(EPERM));
    break;
  case REQUEST: check_requests(program); break;
  case PERSONALITY: {
    static const uint32_t allowed[] = {0, 8, 0xffffffff};
    load(program, argument(0));
    skip_if_one_of(program, allowed, 3);
    answer(program, answer_error(EPERM));
    break;
  }
  case MODE_1:
  case MODE_2:
    load(program, argument(rule == MODE_1 ? 1 : 2));
    answer_if(program, ANY_BIT, set_bits, answer_error(EPERM));
    break;
  case OPEN_1: check_open(program, 1); break;
  case OPEN_2: check_open(program, 2); break;
  case NODE_1: check_node(program, 1); break;
  case NODE_2: check_node(program, 2); break;
  case SELF:
    load(program, argument(0));
    answer_unless(program, EQUAL, 0, answer_error(EPERM));
    break;
  case NO_ADDRESS:
    // A pointer: both halves count.
    load(program, argument(4));
    answer_unless(program, EQUAL, 0, answer_error(EPERM));
    load(program, argument(4) + 4);
    answer_unless(program, EQUAL, 0, answer_error(EPERM));
    break;
  }
  answer(program, answer_allow);
}

size_t wisp_filter(enum wisp_architecture architecture, enum wisp_strictness strictness,
                   struct wisp_instruction room[WISP_FILTER_ROOM]) {
  const struct filter_table *table = architecture == WISP_X86_64 ? &filter_x86_64 : &filter_arm64;
  struct program program = {.room = room};
  load(&program, offset_architecture);
  answer_unless(&program, EQUAL, table->architecture, answer_kill);
  load(&program, offset_number);
  answer_if(&program, AT_LEAST, first_unknown, answer_error(ENOSYS));
  for (size_t i = 0; i < table->count; i++) {
    const struct filter_call *call = &table->calls[i];
    enum filter_rule rule = strictness == WISP_FILTER_ALONE ? call->alone : call->confined;
    if (rule == ALLOW) continue;
    // What a row does ends with an answer, so the number is still loaded where it is passed over.
    size_t test = program.length;
    put(&program, EQUAL, call->number, 0, 0);
    check(&program, rule, strictness);
    if (test < WISP_FILTER_ROOM) room[test].if_false = (uint8_t)(program.length - test - 1);
  }
  answer(&program, answer_allow);
  return program.length <= WISP_FILTER_ROOM ? program.length : 0;
}
