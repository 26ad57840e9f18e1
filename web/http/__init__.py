"""The pages, the JSON API and the exports.

Owns routes of a few lines each: check the shape, ask `web.access`, call `web.live`, answer. Errors are
`{code, message}` with the right status; a GET never changes anything.
It may not hold rules or touch the store's tables.
"""
