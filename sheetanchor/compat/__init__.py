"""The predecessor's services under their old names, for a bot that swaps one import.

See docs/compat.md. An inbound adapter: nothing of ours imports it.
"""
