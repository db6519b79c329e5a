let a = 0
let c = 3
let b = 2
