let usage = """
```
app < input
```
"""
print(usage)
