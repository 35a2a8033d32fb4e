"""How much of what, where, when, said by whom, or pointedly not said."""
