// Filled by its module's author.
