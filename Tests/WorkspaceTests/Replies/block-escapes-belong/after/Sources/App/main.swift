print("b\n")
