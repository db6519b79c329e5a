import Foundation

let greeting = "Hi"
print(greeting)
