from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images.blocks import ImageChooserBlock

from ..clips.blocks import ClipBlock, FramedClipBlock


class QuotationBlock(blocks.StructBlock):
    text = blocks.TextBlock(label=_("Quotation"))
    attribution = blocks.CharBlock(label=_("Who said it, and when"), required=False)

    class Meta:
        icon = "openquote"
        template = "exemplars/blocks/quotation.html"
        label = _("Quotation")


class PictureBlock(blocks.StructBlock):
    """A picture within the story; without words for it, a reader who cannot see it gets nothing."""

    image = ImageChooserBlock(label=_("Picture"))
    alt = blocks.CharBlock(
        label=_("Alternative text"), help_text=_("Name the person and say what is seen."), max_length=250
    )
    caption = blocks.CharBlock(label=_("Caption"), required=False, max_length=250)

    class Meta:
        icon = "image"
        template = "exemplars/blocks/picture.html"
        label = _("Picture")


class AchievementBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Achievement"), max_length=200)
    detail = blocks.TextBlock(label=_("Detail"), required=False)
    source = blocks.CharBlock(label=_("Period, confirmed by"), required=False, max_length=200)

    class Meta:
        icon = "tick"
        label = _("Achievement")


class AchievementsBlock(blocks.ListBlock):
    def __init__(self, **kwargs):
        super().__init__(AchievementBlock(), **kwargs)

    class Meta:
        icon = "list-ol"
        template = "exemplars/blocks/achievements.html"
        label = _("Achievements")


class StoryBlock(blocks.StreamBlock):
    """The story of a profile, in the order in which it is read."""

    heading = blocks.CharBlock(
        label=_("Heading"), max_length=200, icon="title", template="exemplars/blocks/heading.html"
    )
    paragraph = blocks.RichTextBlock(
        label=_("Paragraph"),
        features=["bold", "italic", "link", "ol", "ul"],
        template="exemplars/blocks/paragraph.html",
    )
    quotation = QuotationBlock()
    picture = PictureBlock()
    achievements = AchievementsBlock()
    clip = ClipBlock()
    video = FramedClipBlock()
