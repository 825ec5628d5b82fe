"""Answers yes-or-no questions about a text by its words."""


def probability(text: str, *, question: str) -> float:
    shared = set(text.lower().split()) & set(question.lower().split())
    return 0.1 if shared else 0.02
