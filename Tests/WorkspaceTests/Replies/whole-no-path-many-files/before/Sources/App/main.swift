import Foundation

let greeting = "Hello"
print(greeting)
