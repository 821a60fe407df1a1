"""The stages of a submission's way, each an nbgrader preprocessor; `nbgrader_config.py` lists them.

sanitize (read, restore) → execute → judge → carry forward → record
"""
