"""Requests on their way to the site: who is asked for room, what is read, what is answered at once.

Interfaces: the server's connections outside, a WSGI application inside. Nothing here knows a
framework (docs/decisions/0033).
"""
