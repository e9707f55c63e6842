"""Where files that are being sent wait."""

from django.core.files.uploadhandler import TemporaryFileUploadHandler


class UploadHandler(TemporaryFileUploadHandler):
    """Django's (5.2), which leaves a half file to the garbage collector when the disk is full."""

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Write what has come; a file that cannot be written is thrown away at once."""
        try:
            super().receive_data_chunk(raw_data, start)
        except OSError:
            self.file.close()
            raise
