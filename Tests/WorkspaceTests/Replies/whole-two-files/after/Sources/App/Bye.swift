let bye = 1
