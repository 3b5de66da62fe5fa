from django.db.models import TextChoices


class Role(TextChoices):
    """Every part that a person can have, in an area, in a region or in one review."""

    # In an area (Membership)
    CSP_CHAIR = "csp-chair", "Partnership chair"
    COORDINATOR = "coordinator", "Partnership lead or coordinator"
    TRAINER = "trainer", "Trainer"
    # In a region (Membership)
    REGIONAL_LEAD = "regional-lead", "Regional lead"
    # In one review (Participation)
    CHAIR = "chair", "Independent chair"
    AUTHOR = "author", "Report author"
    PANEL_MEMBER = "panel-member", "Panel member"
    IMR_AUTHOR = "imr-author", "IMR author"
    SIGN_OFF = "sign-off", "Agency sign-off officer"
    FAMILY = "family", "Family member or friend"
    ADVOCATE = "advocate", "Family's advocate"
    ACTION_OWNER = "action-owner", "Action owner"
    QA_PANEL = "qa-panel", "Home Office quality assurance panel"
    COMMISSIONER = "commissioner", "Domestic Abuse Commissioner's office"


AREA_ROLES = frozenset({Role.CSP_CHAIR, Role.COORDINATOR, Role.TRAINER})
REGION_ROLES = frozenset({Role.REGIONAL_LEAD})
REVIEW_ROLES = frozenset(Role) - AREA_ROLES - REGION_ROLES
AGENCY_ROLES = frozenset({Role.PANEL_MEMBER, Role.IMR_AUTHOR, Role.SIGN_OFF})


class AgencyKind(TextChoices):
    """Who a recommendation can be addressed to, as the Home Office's review library lists recipients."""

    POLICE = "police", "Police"
    SOCIAL_SERVICES = "social-services", "Social services"
    HEALTH = "health", "Health services"
    SPECIALIST = "specialist", "IDVA or other domestic abuse service"
    PROBATION = "probation", "Probation"
    HOUSING = "housing", "Housing"
    SCHOOL = "school", "School"
    EDUCATION = "education", "Other education"
    EMPLOYER = "employer", "Employer"
    FAITH = "faith", "Faith body"
    MILITARY = "military", "Military"
    CSP = "csp", "Community safety partnership"
    GOVERNMENT = "government", "Government department"
    OTHER = "other", "Other"
