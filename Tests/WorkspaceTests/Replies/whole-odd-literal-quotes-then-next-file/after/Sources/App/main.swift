// splits at """ marks
let a = 1
