func f() -> Int { 1 }
