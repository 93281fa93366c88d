"""Everything that a template of the portal may load from the plugin, under one name."""

from django import template

from exemplars.templatetags import exemplars_text, exemplars_tree
from nominations.templatetags import nominations_tags

register = template.Library()

for library in (exemplars_text, exemplars_tree, nominations_tags):
    register.tags.update(library.register.tags)
    register.filters.update(library.register.filters)
