"""The accounts of the editor's admin."""

from wagtail.users.forms import UserEditForm
from wagtail.users.views.users import UserViewSet


class AccountForm(UserEditForm):
    """Somebody's account but for the address: whoever could change that would be sent their new password."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["email"].disabled = True


class AccountViewSet(UserViewSet):
    def get_form_class(self, for_update=False):
        return AccountForm if for_update else super().get_form_class(for_update)
