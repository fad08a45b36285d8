"""The few dialogs there are. They return what was chosen and never save."""
