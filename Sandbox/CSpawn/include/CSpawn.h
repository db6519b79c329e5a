#pragma once
int wisp_spawn_placeholder(void);
