"""The default templates, drawn with python-docx: Decree 30/2020, Appendix I, in code that can be read.

``manage.py build_paper_templates`` writes them into ``papers/defaults``. Whoever changes the wording of a
paper does so in Word and uploads the file; this code is for the shape that the portal is delivered with.
"""
