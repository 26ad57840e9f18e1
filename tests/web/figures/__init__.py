"""The walk over everything that a played session shows: every number there is one value of one name, or no figure.

`walk` takes the sessions apart, `leaves` and `files` read the numbers off views and files, `marks` names those in
sentences. `register`, `made` and `no_figure` say what each number is; `judge` holds it against the table, the `record`
of the state and what is `counted` from the log. `planted` makes the mistakes that the walk must find.
"""
