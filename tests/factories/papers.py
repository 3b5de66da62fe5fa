import factory
from factory.django import DjangoModelFactory

from dhr.formats import Block, BlockKind
from dhr.reviews.enums import DocumentKind
from dhr.reviews.identifiers import paragraph_key
from dhr.reviews.models import Document, Section
from dhr.reviews.paragraphs import materialise
from dhr.reviews.richtext import KeyedBlock, html_of

from .reviews import ReviewFactory


class DocumentFactory(DjangoModelFactory):
    """A paper; `sections={"Heading": ["paragraph", ...]}` writes it."""

    class Meta:
        model = Document
        skip_postgeneration_save = True

    review = factory.SubFactory(ReviewFactory)
    kind = DocumentKind.OVERVIEW_REPORT
    title = factory.Sequence(lambda n: f"Paper {n}")

    class Params:
        context = factory.Trait(kind=DocumentKind.CONTEXT, review=None)

    @factory.post_generation
    def sections(document, create, extracted):
        if extracted:
            write(document, extracted)


def write(document: Document, sections: dict[str, list[str]]) -> None:
    """Replace the sections of `document` by plain paragraphs, and save it as a person's save would."""
    Section.objects.filter(document=document).delete()
    for order, (heading, paragraphs) in enumerate(sections.items()):
        Section.objects.create(
            document=document,
            key=f"section-{order}",
            sort_order=order,
            heading=heading,
            body=html_of(KeyedBlock(Block(BlockKind.PARAGRAPH, text), paragraph_key()) for text in paragraphs),
        )
    document = Document.objects.get(pk=document.pk)
    materialise(document)
    document.save()
