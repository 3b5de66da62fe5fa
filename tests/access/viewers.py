"""Who asks, and what each of them may see: stated here by hand, from the table of roles in the field's guidance."""

# Everything that carries canaries, by name. `own` is the review and area in which the people of this world have
# their places; `other` is somebody else's; `public` is what everybody may read.
OWN_PAPERS = frozenset({"ownreport", "ownterms", "ownsummary", "ownimr", "ownotherimr", "ownshared", "ownwithdrawn"})
OTHER_PAPERS = frozenset({"otherreport", "otherterms", "otherimr", "otherwithdrawn"})
OWN = OWN_PAPERS | {"own", "ownterm", "owncontext", "owntemplate", "publicwork"}
OTHER = OTHER_PAPERS | {"other", "otherterm", "othercontext", "othertemplate", "publiccontextwork"}
EARLY = frozenset({"early", "earlyterm", "earlyterms", "earlyimr"})  # the other area's, its terms not yet released
MOVED = frozenset({"moved", "movedterm", "movedreport", "movedcontext"})  # the own area had them until just now
PUBLIC = frozenset({"public", "publiccontext"})
REPORTS_OWN, REPORTS_OTHER = frozenset({"ownboard", "ownboarddraft"}), frozenset({"otherboard", "otherboarddraft"})

# Who may see the working state of what: stated here, by hand, from the table of roles in the field's guidance.
_TAKES_PART = frozenset({"own", "ownterm", "ownterms"})
SEES: dict[str, frozenset[str]] = {
    "visitor": frozenset(),
    "coordinator": OWN
    | REPORTS_OWN
    | {"ownaccess", "ownplaces", "owndraft", "ownfiles", "ownworddraft", "ownoutside"}
    | {"ownaction", "ownlearning", "ownbodies"},
    "csp-chair": OWN - {"ownimr", "ownotherimr"} | {"ownoutside", "ownlearning", "ownboard"},
    "trainer": frozenset({"owntemplate"}),
    "regional-lead": frozenset({"ownshared"}),
    "chair": OWN - {"owncontext", "publicwork"} | {"ownworddraft", "ownaction", "ownlearning"},
    "author": OWN - {"owncontext", "publicwork"} | {"ownworddraft", "ownaction", "ownlearning"},
    "panel-member": _TAKES_PART | {"ownsummary"},
    "panel-member-not-signed": frozenset({"ownunsigned"}),
    "imr-author": _TAKES_PART | {"ownimr", "owntemplate"},
    "second-imr-author": frozenset({"other", "otherterm", "otherterms", "othertemplate", "early", "earlyimr"}),
    "sign-off": _TAKES_PART | {"ownimr"},
    "family": frozenset(),
    "advocate": frozenset(),
    "action-owner": frozenset({"ownaction"}),
    "qa-panel": frozenset(),
    "commissioner": frozenset(),
    "administrator": frozenset({"ownplaces", "otherplaces"}),
    "editor": frozenset(),
    "leaver": frozenset(),
    "other-coordinator": OTHER
    | EARLY
    | MOVED
    | REPORTS_OTHER
    | {"otheraccess", "otherplaces", "otherfiles", "otherworddraft", "otheroutside"}
    | {"otheraction", "otherlearning", "otherbodies"},
    "other-chair": OTHER - {"othercontext", "publiccontextwork"} | {"otherworddraft", "otheraction", "otherlearning"},
}
VIEWERS = tuple(SEES)
# HEAD runs what GET runs, whoever asks: one of each sort of viewer is enough of it.
ASK_HEAD = frozenset({"visitor", "leaver", "coordinator", "other-coordinator"})
