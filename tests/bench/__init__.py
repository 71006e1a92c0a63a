"""Figures, measured against the bare list (one view, no middleware, twenty rows of one query): no test, no promise.

    .venv/bin/python -m tests.bench directory               # 1,000 then 100,000 organisations: a few minutes
    .venv/bin/python -m tests.bench directory --rounds 5 --sizes 1000 20000
    .venv/bin/python -m tests.bench contributions           # 1,000, 10,000 and 100,000 of them
    .venv/bin/python -m tests.bench imports                 # the national Sirene files, then 20,000 organisations
    .venv/bin/python -m tests.bench words                   # one contribution discussed, and filing one
    .venv/bin/python -m tests.bench registrations           # 300 people, 60 places, the opening second
    .venv/bin/python -m tests.bench typing                  # 500 lines previewed among 10,000 contributions
    .venv/bin/python -m tests.bench reading                 # a plan of 300 clauses read, compared, frozen, printed
    .venv/bin/python -m tests.bench saving                  # one clause of 300 saved
    .venv/bin/python -m tests.bench finding                 # the search page over 100,000 contributions
    .venv/bin/python -m tests.bench digests                 # 10,000 people, 200 of whom have news

Each bench is a module here with `arguments(parser)` and `run(options)`. It works on a PostgreSQL and a folder of its
own (`.data/bench/`, removed at the end unless `--keep`). Ratios are the median of the rounds; CPU is that of the web
server and of PostgreSQL together, per request. Absolute times mean nothing on a shared machine.
"""
