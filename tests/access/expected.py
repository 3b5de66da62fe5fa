"""What every address of the site should answer, and to whom. A route that is not stated here fails the test."""

from collections.abc import Mapping, Set
from dataclasses import dataclass, field

from .viewers import SEES

EVERYBODY = frozenset(SEES)
SIGNED_IN = EVERYBODY - {"visitor"}


@dataclass(frozen=True)
class Expected:
    """`of` says what stands in the address ("" for nothing, or a sort that `ids` knows).

    `who` get an answer: where something stands in the address, of what they may see alone. Everybody else finds
    nothing, a signed-out visitor the log-in (`public` routes excepted).
    """

    of: str = ""
    who: frozenset[str] = SIGNED_IN
    public: bool = False
    post_only: bool = False
    examples: tuple[tuple[str, ...], ...] = ()  # values for an address that names nothing of the case
    only: Mapping[str, Set[str]] = field(default_factory=dict)  # for these viewers, less than what they may see
    breaks_empty: bool = False  # the framework's view takes no form without its fields


def who(*viewers: str) -> frozenset[str]:
    return frozenset(viewers)


COORDINATORS = who("coordinator", "other-coordinator")
BOARD = COORDINATORS | who("csp-chair")
WRITERS = COORDINATORS | who("chair", "author", "other-chair")

PUBLIC = Expected(who=EVERYBODY, public=True)
OWN_ACCOUNT = Expected()  # one's own password and second factor
RUN = COORDINATORS | who("chair", "other-chair")
CASE = RUN | who("author")
OWN_IMR = {"imr-author": {"ownimr"}, "second-imr-author": {"earlyimr"}}
IMR = frozenset(OWN_IMR)
WHERE_NONE_IS_BEGUN = {"second-imr-author": {"other"}}
BEGIN_AN_IMR = CASE | frozenset(WHERE_NONE_IS_BEGUN)
# What an owner is named for is theirs to see, whatever else of the review they may not.
OWNED = {"action-owner": {"ownaction"}, "other-coordinator": {"otheraction"}}
OWNERS = frozenset(OWNED)
ADMINISTRATION = Expected(who=who("administrator"))


def nonsense(*values: str, public: bool = False) -> Expected:
    """An address with a key that holds for nobody."""
    return Expected(who=EVERYBODY if public else SIGNED_IN, public=public, examples=(values,))


EXPECTED: dict[str, Expected] = {
    # Signing in and out
    "account_login": PUBLIC,
    "account_logout": PUBLIC,
    "account_inactive": PUBLIC,
    "account_signup": PUBLIC,
    "account_reauthenticate": OWN_ACCOUNT,
    "account_change_password": OWN_ACCOUNT,
    "account_set_password": OWN_ACCOUNT,
    "account_reset_password": PUBLIC,
    "account_reset_password_done": PUBLIC,
    "account_reset_password_from_key_done": PUBLIC,
    "account_reset_password_from_key": nonsense("1", "set-password", public=True),
    "mfa_index": OWN_ACCOUNT,
    "mfa_authenticate": PUBLIC,
    "mfa_reauthenticate": OWN_ACCOUNT,
    "mfa_activate_totp": OWN_ACCOUNT,
    "mfa_deactivate_totp": nonsense(),
    "mfa_view_recovery_codes": nonsense(),
    "mfa_generate_recovery_codes": nonsense(),
    "mfa_download_recovery_codes": nonsense(),
    "socialaccount_login_cancelled": PUBLIC,
    "socialaccount_login_error": nonsense(public=True),
    "openid_connect_login": nonsense("nobody", public=True),
    "openid_connect_callback": nonsense("nobody", public=True),
    "invitation": nonsense("nonsense", public=True),
    "": PUBLIC,  # the editor's own log-ins, which lead to ours
    "wagtailcore_login": PUBLIC,
    "wagtailcore_authenticate_with_password": nonsense("1", "1", public=True),
    # What everybody may read
    "search": PUBLIC,
    "search-csv": PUBLIC,
    "themes": PUBLIC,
    "theme": Expected(who=EVERYBODY, public=True, examples=(("alcohol",),)),
    "theme-csv": Expected(who=EVERYBODY, public=True, examples=(("alcohol",),)),
    "robots": PUBLIC,
    "wagtail_serve": Expected(who=EVERYBODY, public=True, examples=(("",),)),
    "review": Expected(of="public review", who=EVERYBODY, public=True),
    "paper": Expected(of="public paper", who=EVERYBODY, public=True),
    "paper-word": Expected(of="public paper", who=EVERYBODY, public=True),
    "paper-pdf": Expected(of="public paper", who=EVERYBODY, public=True),
    "file": Expected(of="file", who=EVERYBODY, public=True),
    # Statements of partnerships
    "statements": PUBLIC,
    "statements-csv": PUBLIC,
    "statement": Expected(of="public statement", who=EVERYBODY, public=True),
    "statement-publish": Expected(of="any recommendation", who=COORDINATORS),
    "statement-withdraw": Expected(of="any recommendation", who=COORDINATORS),
    # As they stood on a day
    "recommendation-as-of": Expected(of="any recommendation"),
    "action-as-of": Expected(of="action"),
    # The desk
    "desk": Expected(),
    "upload": Expected(who=WRITERS),
    "uploads": Expected(),
    "upload-progress": Expected(of="ingestion", who=COORDINATORS),
    "work-review": Expected(of="review"),
    "work-paper": Expected(of="paper"),
    "work-paper-word": Expected(of="paper"),
    "work-paper-pdf": Expected(of="paper"),
    "work-paper-text": Expected(of="paper"),
    "word-draft-send": Expected(of="paper", who=CASE | IMR, only=OWN_IMR),
    "word-draft": Expected(of="word draft", who=CASE),
    "word-draft-changes": Expected(of="word draft", who=CASE),
    "word-draft-headings": Expected(of="word draft", who=CASE),
    "word-draft-drop": Expected(of="word draft", who=CASE),
    "resolve-note": Expected(of="note", who=CASE, post_only=True),
    "decide": Expected(of="paper", who=frozenset(), post_only=True),
    "decisions": Expected(of="paper"),
    "publish": Expected(of="paper", who=COORDINATORS | who("csp-chair")),
    "withdraw": Expected(of="paper", who=COORDINATORS | who("csp-chair")),
    "release-paper": Expected(of="review paper", who=RUN),
    "take-back-paper": Expected(of="review paper", who=RUN),
    # The register
    "register": Expected(),
    "register-csv": Expected(),
    "register-review": Expected(who=COORDINATORS),
    "review-facts": Expected(of="review", who=RUN),
    "review-changes": Expected(of="review", who=RUN),
    "add-person": Expected(of="review", who=RUN),
    "edit-person": Expected(of="person", who=RUN),
    "remove-person": Expected(of="person", who=RUN),
    "review-areas": Expected(of="review", who=COORDINATORS),
    "end-area": Expected(of="area of a review", who=frozenset()),  # the only one leads, and stays
    "lead-area": Expected(of="area of a review", who=frozenset()),
    "add-event": Expected(of="review", who=RUN),
    "correct-event": Expected(of="event", who=RUN),
    "withdraw-event": Expected(of="event", who=RUN),
    "add-extension": Expected(of="review", who=RUN),
    "correct-extension": Expected(of="extension", who=RUN),
    "remove-extension": Expected(of="extension", who=RUN),
    "add-pause": Expected(of="review", who=RUN),
    "correct-pause": Expected(of="pause", who=RUN),
    "end-pause": Expected(of="pause", who=RUN),
    "remove-pause": Expected(of="pause", who=RUN),
    "register-template-xlsx": Expected(who=COORDINATORS),
    "register-template-csv": Expected(who=COORDINATORS),
    "register-import": Expected(who=COORDINATORS),
    "register-preview": Expected(of="register", who=COORDINATORS),
    "register-columns": Expected(of="register", who=COORDINATORS),
    "register-refused": Expected(of="register", who=frozenset()),  # not before its columns are known
    "register-original": Expected(of="register", who=COORDINATORS),
    "register-discard": Expected(of="register", who=COORDINATORS),
    # Action plans, out and in
    "action-plan-word": Expected(of="review"),
    "action-plan-xlsx": Expected(of="review"),
    "area-action-plan-word": Expected(of="area", who=COORDINATORS),
    "area-action-plan-xlsx": Expected(of="area", who=COORDINATORS),
    "action-plan-import": Expected(who=COORDINATORS),
    "action-plan-preview": Expected(of="action plan", who=COORDINATORS),
    "action-plan-sheets": Expected(of="action plan", who=COORDINATORS),
    "action-plan-columns": Expected(of="action plan", who=COORDINATORS),
    "action-plan-refused": Expected(of="action plan", who=frozenset()),  # not before its columns are known
    "action-plan-original": Expected(of="action plan", who=COORDINATORS),
    "action-plan-discard": Expected(of="action plan", who=COORDINATORS),
    # The case
    "key-lines": Expected(of="terms"),
    "key-line-add": Expected(of="terms", who=CASE),
    "key-line-change": Expected(of="key line", who=CASE),
    "key-line-move": Expected(of="key line", who=CASE, post_only=True),
    "key-line-remove": Expected(of="key line", who=CASE),
    "equality": Expected(of="terms"),
    "equality-change": Expected(of="terms", who=CASE),
    "lessons": Expected(of="review"),
    "lesson-add": Expected(of="review", who=CASE),
    "lesson-change": Expected(of="lesson", who=CASE | IMR, only=OWN_IMR),
    "lesson-move": Expected(of="lesson", who=CASE | IMR, post_only=True, only=OWN_IMR),
    "lesson-remove": Expected(of="lesson", who=CASE | IMR, only=OWN_IMR),
    "recommendations": Expected(of="review"),
    "recommendation-add": Expected(of="review", who=CASE),
    "recommendation-change": Expected(of="recommendation", who=CASE | IMR, only=OWN_IMR),
    "recommendation-move": Expected(of="recommendation", who=CASE | IMR, post_only=True, only=OWN_IMR),
    "recommendation-remove": Expected(of="recommendation", who=CASE | IMR, only=OWN_IMR),
    # Recommendations and actions
    "recommendation": Expected(of="any recommendation"),
    "recommendation-themes": Expected(of="any recommendation", who=CASE | IMR, only=OWN_IMR),
    "recommendation-answer": Expected(of="any recommendation", who=CASE | IMR, only=OWN_IMR),
    "outside-recommendation-change": Expected(of="outside recommendation", who=COORDINATORS),
    "sending-add": Expected(of="any recommendation", who=COORDINATORS),
    "sending-change": Expected(of="sending", who=COORDINATORS),
    "sending-proof": Expected(of="sending"),
    "sending-reply": Expected(of="sending", who=frozenset()),  # nobody replied
    "action-add": Expected(of="any recommendation", who=CASE | IMR, only=OWN_IMR),
    "action": Expected(of="action"),
    "action-change": Expected(of="action", who=CASE | IMR, only=OWN_IMR),
    "action-update": Expected(of="action to query", who=COORDINATORS),
    "rag-override": Expected(of="action", who=COORDINATORS),
    "rag-override-lift": Expected(of="action", who=COORDINATORS),
    "milestone-reached": Expected(of="milestone", who=CASE | IMR, post_only=True, only=OWN_IMR),
    "evidence-file": Expected(of="evidence"),
    "following": Expected(who=COORDINATORS),
    "tracking-rules": Expected(of="area", who=COORDINATORS),
    "priorities": Expected(of="area", who=COORDINATORS),
    "priority": Expected(of="priority", who=COORDINATORS),
    "area-owners": Expected(of="area", who=COORDINATORS),
    "area-owner-add": Expected(of="area", who=COORDINATORS),
    "area-owner": Expected(of="owner", who=COORDINATORS),
    "outside-recommendations": Expected(of="area", who=COORDINATORS),
    "outside-recommendation-add": Expected(of="area", who=COORDINATORS),
    # The board of actions
    "action-board": Expected(),
    "action-board-csv": Expected(),
    "action-board-xlsx": Expected(),
    "action-board-charts": Expected(),
    "action-board-changes": Expected(),
    "action-board-views": Expected(),
    "action-board-view-remove": Expected(who=frozenset(), post_only=True),  # nobody here keeps one
    "action-board-change": Expected(who=CASE | IMR),
    "quick-actions": Expected(of="review", who=CASE | IMR, only={"second-imr-author": {"early"}}),
    # Already recommended, findings, the regional view
    "already-recommended": Expected(post_only=True),
    "recommendation-already": Expected(of="recommendation pk"),
    "recommendation-finding": Expected(of="recommendation pk", who=COORDINATORS),
    "repeat-link": Expected(of="recommendation to link", who=CASE | IMR, only=OWN_IMR),
    "repeat-unlink": Expected(of="repeat", who=CASE),
    "returning-recommendations": Expected(),
    "regional-actions": Expected(who=who("regional-lead")),
    "begin-paper": Expected(of="review", who=BEGIN_AN_IMR, only=WHERE_NONE_IS_BEGUN),
    "begin-paper-kind": Expected(of="kind to begin", who=CASE),
    # Board reports
    "board-reports": Expected(who=BOARD),
    "board-report-new": Expected(who=COORDINATORS),
    "board-report": Expected(of="board report", who=BOARD),
    "board-report-change": Expected(of="board report draft", who=COORDINATORS),
    "board-report-docx": Expected(of="board report", who=BOARD),
    "board-report-pdf": Expected(of="board report", who=BOARD),
    "board-report-xlsx": Expected(of="board report", who=BOARD),
    "board-report-issue": Expected(of="board report draft", who=COORDINATORS),
    "board-report-discard": Expected(of="board report draft", who=COORDINATORS),
    "board-report-changes": Expected(of="board report", who=BOARD),
    # Templates
    "templates": Expected(),
    "template": Expected(of="template in use"),
    "template-blank": Expected(of="template in use"),
    "template-differences": Expected(of="two templates"),
    "template-retire": Expected(of="template in use", who=COORDINATORS),
    "template-begin": Expected(of="template to begin", who=COORDINATORS),
    "template-draft": Expected(of="template draft", who=COORDINATORS),
    "template-about": Expected(of="template draft", who=COORDINATORS),
    "template-section-add": Expected(of="template draft", who=COORDINATORS),
    "template-section": Expected(of="template section", who=COORDINATORS),
    "template-section-move": Expected(of="template section", who=COORDINATORS, post_only=True),
    "template-section-remove": Expected(of="template section", who=COORDINATORS),
    "template-key-line-add": Expected(of="template draft", who=frozenset()),  # those of terms of reference have them
    "template-key-line": Expected(of="template key line", who=frozenset()),
    "template-key-line-move": Expected(of="template key line", who=frozenset()),
    "template-key-line-remove": Expected(of="template key line", who=frozenset()),
    "template-caught-up": Expected(of="template draft", who=COORDINATORS, post_only=True),
    "template-use": Expected(of="template draft", who=COORDINATORS),
    "template-discard": Expected(of="template draft", who=COORDINATORS),
    # Owners of actions, bodies and escalation
    "my-actions": Expected(),
    "my-action": Expected(of="owned action", who=OWNERS, only=OWNED),
    "my-action-report": Expected(of="report on an owned action", who=OWNERS, only=OWNED),
    "my-action-milestone": Expected(of="milestone of an owned action", who=OWNERS, only=OWNED),
    "my-action-evidence": Expected(of="evidence of an owned action", who=OWNERS, only=OWNED),
    "owner-link": nonsense("nonsense", public=True),
    "owner-link-again": nonsense("nonsense", public=True),
    "owner-link-report": nonsense("nonsense", "progress", public=True),
    "owner-link-milestone": nonsense("nonsense", "1", public=True),
    "owner-link-evidence": nonsense("nonsense", "1", public=True),
    "not-reached": Expected(of="area", who=COORDINATORS),
    "escalation-areas": Expected(who=COORDINATORS),
    "escalations": Expected(of="area", who=COORDINATORS),
    "escalation-answer": Expected(of="escalation", who=COORDINATORS),
    "bodies": Expected(of="area", who=COORDINATORS),
    "body-add": Expected(of="area", who=COORDINATORS),
    "body-change": Expected(of="body", who=COORDINATORS),
    "body-remove": Expected(of="body", who=COORDINATORS),
    "meeting-add": Expected(of="body", who=COORDINATORS),
    "meeting-change": Expected(of="meeting", who=COORDINATORS),
    "meeting-remove": Expected(of="meeting", who=COORDINATORS),
    # Access and administration
    "access": Expected(who=COORDINATORS),
    "access-area": Expected(of="area", who=COORDINATORS),
    "access-invite": Expected(of="area", who=COORDINATORS),
    "access-invitation-again": Expected(of="invitation", who=COORDINATORS | who("administrator")),
    "access-invitation-withdraw": Expected(of="invitation", who=COORDINATORS | who("administrator")),
    "access-end-membership": Expected(of="membership", who=COORDINATORS | who("administrator")),
    "access-end-participation": Expected(of="participation", who=COORDINATORS),
    "access-reset-second-factor": Expected(of="member", who=frozenset()),  # nobody here has one
    "access-confidentiality": Expected(of="unsigned part", who=who("panel-member-not-signed")),
    "review-access": Expected(of="review", who=COORDINATORS),
    "review-invite": Expected(of="review", who=COORDINATORS),
    "administration-invite": ADMINISTRATION,
    "administration-invitations": ADMINISTRATION,
    "administration": ADMINISTRATION,
    "administration-areas": ADMINISTRATION,
    "administration-area-add": ADMINISTRATION,
    "administration-area": Expected(of="any area", who=who("administrator")),
    "administration-area-alias": Expected(of="any area", who=who("administrator")),
    "administration-alias-remove": Expected(who=frozenset()),
    "administration-area-merger": Expected(of="any area", who=who("administrator")),
    "administration-agencies": ADMINISTRATION,
    "administration-agency-add": ADMINISTRATION,
    "administration-agency": Expected(who=frozenset()),
    "administration-regions": ADMINISTRATION,
    "administration-region-add": ADMINISTRATION,
    "administration-region": Expected(who=frozenset()),
    "administration-people": ADMINISTRATION,
    "administration-search": ADMINISTRATION,
}
# The same addresses, asked with more than what stands in them.
ALSO: dict[str, Expected] = {
    "search": Expected(who=EVERYBODY, public=True, examples=(("?q=drank",),)),
    "action-board": Expected(examples=(("?as_of=2026-01-31",),)),
    "action-board-changes": Expected(examples=(("?since=2026-01-31",),)),
    "action-board-change": Expected(who=CASE | IMR, examples=(("?all=1",),)),
    "search-csv": Expected(who=EVERYBODY, public=True, examples=(("?q=drank",), ("?kind=action",), ("?rag=green",))),
    "lesson-add": Expected(of="list of a paper", who=CASE | IMR, only=OWN_IMR),
    "recommendation-add": Expected(of="list of a paper", who=CASE | IMR, only=OWN_IMR),
    "begin-paper-kind": Expected(
        of="IMR to begin", who=CASE | who("second-imr-author"), only={"second-imr-author": {"other"}}
    ),
}
