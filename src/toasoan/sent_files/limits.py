"""The one limit of size for a file that somebody sends: photo, Word file or attachment."""

#: In megabytes, for sentences. The example configuration of nginx lets through a little more.
MOST_MEGABYTES = 30
MOST_BYTES = MOST_MEGABYTES * 1024 * 1024
