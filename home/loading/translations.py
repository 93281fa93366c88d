"""English versions of profiles, made by the translation tool from sentences that are already there."""

from wagtail.models import Locale
from wagtail_localize.models import StringSegment, StringTranslation, Translation, TranslationSource
from wagtail_localize.segments import StringSegmentValue
from wagtail_localize.segments.extract import extract_segments

from exemplars.models import ExemplarPage

FIELDS = ("honorific", "summary", "portrait_alt")


def translate(page: ExemplarPage, words: dict, editor) -> ExemplarPage:
    """Return the English draft of a profile; in the admin it opens with every sentence beside its source.

    ``words`` must be built as the source is: the same blocks in the same order. KeyError otherwise.
    """
    english = Locale.objects.get(language_code="en")
    source, _ = TranslationSource.update_or_create_from_instance(page)
    translation = Translation.objects.create(source=source, target_locale=english)
    sentences = sentences_of(reworded(source.as_instance(), words))
    for segment in source.stringsegment_set.select_related("string", "context"):
        keep(segment, sentences[segment.context.path, segment.order], english, editor)
    translation.save_target(user=editor, publish=False)
    return page.get_translation(english)


def reworded(page: ExemplarPage, words: dict) -> ExemplarPage:
    """Return the page in English, not saved; its blocks keep their keys, by which the tool knows them."""
    for name in FIELDS:
        setattr(page, name, words.get(name, ""))
    stream_block = page.story.stream_block
    blocks = zip(page.story.raw_data, words["story"], strict=True)
    earlier = list(page.earlier_awards.all())
    for award, translated in zip(earlier, words.get("awards", []), strict=True):
        award.award, award.giver = translated["award"], translated.get("giver", "")
    page.earlier_awards = earlier
    page.story = stream_block.to_python(
        [with_keys_of(block, translated["value"]) for block, translated in blocks]
    )
    return page


def with_keys_of(block: dict, value) -> dict:
    """Put an English value in the place of a stored block's; what it leaves out stays, and lists keep their keys."""
    if isinstance(value, list):
        value = [with_keys_of(item, own) for item, own in zip(block["value"], value, strict=True)]
    if isinstance(value, dict):
        value = block["value"] | value
    return {**block, "value": value}


def sentences_of(page: ExemplarPage) -> dict[tuple[str, int], str]:
    """Return every sentence that the tool sees in a page, by its place."""
    found = extract_segments(page)
    return {(s.path, s.order): s.string.data for s in found if isinstance(s, StringSegmentValue)}


def keep(segment: StringSegment, sentence: str, locale: Locale, editor) -> None:
    StringTranslation.objects.create(
        translation_of=segment.string,
        context=segment.context,
        locale=locale,
        data=sentence,
        translation_type=StringTranslation.TRANSLATION_TYPE_MANUAL,
        last_translated_by=editor,
    )
