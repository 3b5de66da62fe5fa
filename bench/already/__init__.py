"""The judged recommendations: how well earlier ones are found that ask for the same."""
