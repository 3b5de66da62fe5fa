"""What fits the sentence model to the field: texts that ask for the same, and what is learned of them."""
