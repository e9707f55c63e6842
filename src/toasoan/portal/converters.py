"""An address part that is a section and not a standing page of the same depth."""

from toasoan.stories.models import Section


class SectionConverter:
    """Matches the address of a section; anything else is left to Wagtail's pages."""

    regex = "[a-z0-9]+(?:-[a-z0-9]+)*"

    def to_python(self, value: str) -> str:
        """Raise ValueError, so that the next pattern is tried, when no section has it."""
        if not Section.objects.filter(slug=value).exists():
            raise ValueError(value)
        return value

    def to_url(self, value: str) -> str:
        """The address part itself."""
        return value
