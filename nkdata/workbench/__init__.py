"""The workbench: questions of one's own in JupyterLab, the sentence behind each mark, corrections by hand."""
