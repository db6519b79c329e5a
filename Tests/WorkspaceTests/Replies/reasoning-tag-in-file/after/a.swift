let tag = """
<think>
</think>
"""
