"""The connections of the server: how long a request may take, how many an address may hold, what a request looks like.

Owns gevent's server and the reading of requests, up to the point where the application is called.
It may not know any route, and keeps no address longer than its connections are open.
"""
