#include "CSpawn.h"
int wisp_spawn_placeholder(void) { return 0; }
