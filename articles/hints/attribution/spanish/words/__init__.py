"""The words of Spanish that the rules know, with their forms and classes."""
