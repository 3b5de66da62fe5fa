"""What every search engine must do; the test class of each inherits `EngineContract`."""

from tests.search.contract.audiences import AudiencesContract
from tests.search.contract.building import BuildingContract
from tests.search.contract.changes import ChangesContract
from tests.search.contract.entries import EntriesContract
from tests.search.contract.facets import FacetsContract
from tests.search.contract.filters import FiltersContract
from tests.search.contract.order import OrderContract
from tests.search.contract.ranking import RankingContract
from tests.search.contract.related import RelatedContract
from tests.search.contract.vocabulary import VocabularyContract
from tests.search.contract.words import WordsContract


class EngineContract(
    WordsContract,
    VocabularyContract,
    FiltersContract,
    FacetsContract,
    OrderContract,
    RankingContract,
    RelatedContract,
    AudiencesContract,
    ChangesContract,
    BuildingContract,
    EntriesContract,
):
    """A subclass's module offers the fixtures `engine`, an engine whose index is empty, and
    `other_process`, the same in another process."""
