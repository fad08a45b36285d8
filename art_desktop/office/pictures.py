"""Reading picture files; the library that decodes them is imported when the first is read."""

from __future__ import annotations

from pathlib import Path

from art_desktop.domain.picture_views import Redrawn


class LatePictures:
    """Implements `domain.picture_views.PictureDrawer`."""

    def redraw(self, path: Path) -> Redrawn:
        """Return the picture of a file, drawn anew."""
        from art_desktop.documents.pictures import redraw

        return redraw(path)
