"""Decision tables: DMN's hit policies over rules in our expression language. ::

    table = read_table(plain, "unique")     # plain data, see reading.py
    table.decide(scope).outputs             # {"discount": 5}
    Reader(plain).mistakes                  # each with its cell
    study(plain_text, "unique")             # rules that overlap, data without a rule

Mistakes are told by code and cell; the models say them in words.
"""

from .coverage import study
from .errors import DecisionError, Place
from .kinds import KINDS
from .pieces import Domain
from .policies import AGGREGATIONS, COLLECT, LIST, POLICIES, SINGLE, UNIQUE
from .reading import Reader, constant, is_constant, plain_table, read_table
from .table import Decision, Table
