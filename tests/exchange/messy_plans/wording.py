"""What invented reviews recommend, in the field's plain words. Places, reviews and people do not exist."""

from collections.abc import Iterator
from itertools import count

POOL = (
    (
        "All agencies should ask about domestic abuse when a patient or client has repeated unexplained injuries.",
        "Health",
        (
            "Add a prompt on domestic abuse to the minor injuries template.",
            "Brief triage nurses on asking safely and alone.",
            "Check twenty records a quarter for whether the question was asked.",
        ),
    ),
    (
        "Police should record and act on breaches of non-molestation orders the same day.",
        "Police",
        (
            "Show live orders on the call-taker's first screen.",
            "Include non-molestation orders in response officers' refresher training.",
            "Review every breach that was closed without an arrest.",
        ),
    ),
    (
        "Housing providers should treat a request to change locks as a possible sign of abuse.",
        "Housing",
        (
            "Give repairs staff a short script and a referral route.",
            "Add a domestic abuse marker to repeat lock changes in the repairs system.",
            "Report lock changes and referrals to the partnership twice a year.",
        ),
    ),
    (
        "GP practices should follow up patients who miss appointments after disclosing abuse.",
        "Integrated Care Board",
        (
            "Agree a follow-up standard with the practice managers' forum.",
            "Set up a recall list that only the safeguarding lead can open.",
            "Sample ten missed appointments in each practice.",
        ),
    ),
    (
        "Adult social care should consider coercive control in every carer's assessment.",
        "Adult Social Care",
        (
            "Add questions on control and fear to the carer's assessment.",
            "Hold practice workshops on older people and coercive control.",
            "Dip sample fifteen assessments with the specialist service.",
        ),
    ),
    (
        "Children's services should speak to children alone where there are reports of abuse at home.",
        "Children's Services",
        (
            "Restate the standard on seeing children alone in the practice manual.",
            "Managers to check that the child's words are in the record at supervision.",
            "Report findings to the safeguarding children partnership.",
        ),
    ),
    (
        "Probation should share release dates and licence conditions with the Independent Domestic Violence Adviser.",
        "Probation Service",
        (
            "Write an information sharing note with the adviser service.",
            "Name a single point of contact in each probation office.",
            "Count late notifications each month.",
        ),
    ),
    (
        "The partnership should make sure that families know of advocacy from the first contact.",
        "Community Safety Partnership",
        (
            "Add advocacy details to the first letter to families.",
            "Ask families after six months whether they were told.",
            "Put advocacy on the panel's first agenda.",
        ),
    ),
    (
        "Substance misuse services should ask about abuse from, as well as towards, the people they work with.",
        "Recovery Service",
        (
            "Change the assessment form to ask about harm caused to others.",
            "Train key workers with the perpetrator programme provider.",
            "Review ten closed cases for missed signs.",
        ),
    ),
    (
        "Mental health services should record who may be at risk when a patient talks of separation.",
        "Mental Health Trust",
        (
            "Add separation to the risk formulation guide.",
            "Discuss separation and risk at each ward's safety huddle.",
            "Audit discharge letters for named risks to others.",
        ),
    ),
    (
        "Employers should know how to respond when abuse follows a colleague to work.",
        "Chamber of Commerce",
        (
            "Offer a model workplace policy to local employers.",
            "Run two breakfast briefings for personnel managers.",
            "Survey employers on whether they have a policy.",
        ),
    ),
    (
        "Marac should hear repeat cases within the period it has agreed.",
        "Marac Steering Group",
        (
            "Define a repeat referral in the operating protocol.",
            "Flag repeat cases on the agenda.",
            "Report waiting times to the steering group.",
        ),
    ),
)

TOPICS = (
    ("coercive control", "how control is spotted without physical violence"),
    ("stalking after separation", "how stalking is recognised and recorded"),
    ("non-fatal strangulation", "how strangulation is asked about and treated"),
    ("abuse of older parents", "how adult children's behaviour is assessed"),
    ("suicide and domestic abuse", "how abuse is considered where a person thinks of suicide"),
    ("economic abuse", "how debt and withheld money are picked up"),
    ("so-called honour-based abuse", "how one chance to speak is made safe"),
    ("interpreters", "how professional interpreters are booked"),
    ("pregnancy", "how every pregnant woman is asked in private"),
    ("alcohol and abuse", "how drinking does not hide abuse"),
    ("rural isolation", "how people far from services are reached"),
    ("disabled victims", "how a carer who abuses is recognised"),
    ("child to parent abuse", "how parents are believed and helped"),
    ("clinical recording", "how concerns move with the record"),
    ("Dash risk checklists", "how risk is looked at again when things change"),
    ("the Domestic Violence Disclosure Scheme", "how the right to ask is explained"),
    ("male victims", "how men are asked and believed"),
    ("minoritised communities", "how specialist services are brought in"),
    ("perpetrators who move area", "how records follow the person causing harm"),
    ("friends and neighbours", "how people who are worried can say so"),
)

AGENCIES = (
    "Castlemoor Police",
    "Harle Valley Council Housing",
    "Harle Valley Adult Social Care",
    "Harle Valley Children's Services",
    "Eastmere Hospitals NHS Trust",
    "Eastmere Mental Health Trust",
    "Wenbury Integrated Care Board",
    "Wenbury Ambulance Service",
    "Probation Service (Castlemoor)",
    "Tolderby Women's Aid",
    "Tolderby Recovery Service",
    "Wenbury Fire and Rescue",
    "Harle Homes",
    "Castlemoor Schools Forum",
    "Wenbury Community Safety Partnership",
)


def pooled() -> Iterator[dict]:
    """Each action of the pool in turn with its recommendation, the recommendation's number, and lead; then again for a
    second year, and so on."""
    for year in count(1):
        for number, (recommendation, lead, actions) in enumerate(POOL, 1):
            for action in actions:
                again = f" (year {year})" if year > 1 else ""
                yield {"number": number, "recommendation": recommendation, "action": action + again, "lead": lead}
