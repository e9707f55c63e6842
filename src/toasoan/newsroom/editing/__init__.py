"""Writing a story: the editor, its panels, remarks, versions, and what keeps typed text safe."""
