func f() -> Int { 2 }
