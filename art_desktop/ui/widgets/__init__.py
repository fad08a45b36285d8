"""The parts that pages are made of; each draws from the tokens and can be reached by keyboard."""
