"""How each source of library tags is cited, and under which licence it may be used: shown wherever its tags are."""

from dataclasses import dataclass

from .enums import TagSource


@dataclass(frozen=True)
class Citation:
    text: str
    url: str
    licence: str
    licence_url: str


CITATIONS = {
    TagSource.DHRD: Citation(
        text=(
            "Cook, D. and Cook, E. A. (2026). The Domestic Homicide Review Dataset (DHRD) for England and Wales, "
            "version 1.0.3. Zenodo. doi:10.5281/zenodo.21648010"
        ),
        url="https://doi.org/10.5281/zenodo.21648010",
        licence="CC BY 4.0",
        licence_url="https://creativecommons.org/licenses/by/4.0/",
    )
}
