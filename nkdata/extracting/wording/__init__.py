"""The words of a text: sentences, tokens, phrases, and the rule tables that name them."""
