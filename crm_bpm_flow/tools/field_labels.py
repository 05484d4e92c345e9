"""Fields as people know them."""


def field_labels(model, names):
    """Labels of some of a model's fields, in the reader's language, as one text.

    :param model: a recordset
    :param names: technical names; those that are no fields are left out
    """
    known = (name for name in names if name in model._fields)
    return ", ".join(model._fields[n]._description_string(model.env) for n in known)
