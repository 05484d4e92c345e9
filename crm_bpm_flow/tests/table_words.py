"""Decision tables, written down short."""


def plain(heads, *rules, **outputs):
    """``plain("amount, client -> discount", ">= 10, 'Gold' -> 5")``: cells by ``|``.

    :param outputs: more about an output: ``discount={"type": "number"}``
    """
    inputs, names = (_cells(part) for part in heads.split("->"))
    return {
        "inputs": [{"formula": formula} for formula in inputs],
        "outputs": [{"name": name, **outputs.get(name, {})} for name in names],
        "rules": [
            dict(zip(("when", "then"), map(_cells, rule.split("->")), strict=True))
            for rule in rules
        ],
    }


def _cells(text):
    return [cell.strip() for cell in text.split("|")] if text.strip() else []
