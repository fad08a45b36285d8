"""The look: named tokens, the fonts, the palette and style sheet, the icons."""
