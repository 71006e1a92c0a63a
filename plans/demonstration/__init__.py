"""The demonstration: a story told through the portal's own actions, as if people had lived it since last spring."""
