"""How strongly operators bind, the weakest first."""

CONDITIONAL, OR, AND, NOT, COMPARE, ADD, MULTIPLY, POWER, MINUS = range(1, 10)
