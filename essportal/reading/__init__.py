"""Tables that people send, whatever wrote them: nothing here trusts a file, and each fault is one French sentence."""
