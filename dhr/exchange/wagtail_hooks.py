from wagtail import hooks

from .reading import READ_IN


@hooks.register("register_log_actions")
def what_the_history_of_a_paper_says(actions):
    actions.register_action(READ_IN, "Read in from a file", "Read in from a file")
