from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock

from ..clips.blocks import ClipBlock, FramedClipBlock
from ..profiles.blocks import PictureBlock


class DocumentBlock(blocks.StructBlock):
    """A paper of the conference; what it is called stands here, not on the file."""

    document = DocumentChooserBlock(label=_("Document"))
    title = blocks.CharBlock(label=_("Title"), max_length=200)

    class Meta:
        icon = "doc-full"
        label = _("Document")


class PhotographsBlock(blocks.StreamBlock):
    photograph = PictureBlock(label=_("Photograph"), icon="image")


class ClipsBlock(blocks.StreamBlock):
    clip = ClipBlock()
    video = FramedClipBlock()


class DocumentsBlock(blocks.StreamBlock):
    document = DocumentBlock()
