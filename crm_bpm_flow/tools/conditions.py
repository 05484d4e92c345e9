"""What Odoo's domains say, and what they cannot."""

from collections.abc import Collection

from odoo.fields import Domain
from odoo.tools import SQL

FEW = 200  # as many rows as a page of a list shows


def implies(domain, is_certain):
    """Whether whatever fulfils a domain fulfils a condition of which ``is_certain``.

    :param domain: optimized, so that conditions read alike however they were written
    :param is_certain: callable(one condition of a domain) -> bool
    """
    if hasattr(domain, "field_expr"):
        return is_certain(domain)
    parts = (implies(part, is_certain) for part in getattr(domain, "children", ()))
    operator = getattr(domain, "OPERATOR", None)
    if operator == "&":
        return any(parts)
    return operator == "|" and all(parts)


def asks_for(condition, name, value):
    """Whether a condition is fulfilled by one value of a column, and by no other.

    :param condition: optimized
    """
    return (
        condition.field_expr == name
        and condition.operator == "in"
        and isinstance(condition.value, Collection)
        and set(condition.value) == {value}
    )


def is_few(domain, *names):
    """Whether a domain asks for the rows of few values of one of some columns.

    :param domain: optimized
    """
    return implies(
        domain,
        lambda condition: (
            condition.field_expr in names
            and condition.operator == "in"
            and isinstance(condition.value, Collection)
            and len(condition.value) <= FEW
        ),
    )


def has_match(theirs, domain, is_few, **columns):
    """Rows for which there is one of ``theirs`` in a domain, with equal columns.

    For few rows, one is looked up for each; for many, all of theirs are listed once,
    which takes as long as their table is big. Left to choose, the database expects the
    worst and compiles the query first, which may take longer than all the rest.

    :param theirs: an empty recordset: its user's access counts
    :param is_few: whether few rows are asked (see ``is_few``)
    :param columns: the name of their column -> the name of ours; one of them
    """
    query = theirs._search(domain)
    ((their_name, our_name),) = columns.items()

    def to_sql(model, alias, outer):
        their_column = theirs._field_to_sql(query.table, their_name, query)
        our_column = model._field_to_sql(alias, our_name, outer)
        if not is_few:
            return SQL("%s IN %s", our_column, query.subselect(their_column))
        link = SQL("%s = %s", their_column, our_column)
        where = SQL(" AND ").join(filter(None, (link, query.where_clause)))
        return SQL("EXISTS (SELECT FROM %s WHERE %s)", query.from_clause, where)

    return Domain.custom(to_sql=to_sql)
