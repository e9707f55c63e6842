"""What this room adds to the home page."""

from wagtail import hooks

from toasoan.audience.home_blocks import CounterBlock, MostReadBlock

hooks.register("toasoan_home_block", lambda: ("counter", CounterBlock()))
hooks.register("toasoan_home_block", lambda: ("most_read", MostReadBlock()))
