"""The table of `test_access.py`: an address (its name and what stands in it) → what each role gets.

visitor · member of the organisation · member of another · correspondent · elected official · ESS officer ·
general management · secretariat · DPO · administrator
"""

# Drawn and tested by their own project; ours start where theirs end.
OUTSIDE = ("account_", "mfa_", "socialaccount_", "usersessions_", "proconnect_")

ALL = "2222222222"
SIGNED_IN = "L222222222"
TEAM = "LFFFF2FFFF"
TEAM_AND_ADMINISTRATOR = "LFFFF2FFF2"
POST_ONLY = "LMMMMMMMMM"
PAGES = "LFFFF2FFF2"
DPO = "LFFFFFFF2F"
SETTINGS = "LFFFF2FFF2"
ADMINISTRATOR = "LFFFFFFFF2"
