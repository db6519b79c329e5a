print("a\n")
