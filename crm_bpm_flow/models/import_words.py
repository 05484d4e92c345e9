"""What is said on the page of an import, by the code of each line."""


def sentence(env, code, args):
    """The sentence of a line; the code itself when there is none.

    :param dict args: values that it speaks of
    """
    for words in (_taken, _people, _work, _ways, _mended, _moved, _made, _kinds):
        found = words(env, args).get(code)
        if found:
            return found
    return code


def _taken(env, a):
    words = ", ".join(a.get("words") or ())
    kept = env._("Taken over. Kept besides, not used here: %s.", words)
    return {
        "taken": kept if words else env._("Taken over."),
        "lane": env._("Taken over as the role “%s”.", a.get("name", "")),
        "lane_name": env._(
            "A name on the map: its steps name their people themselves or need none."
        ),
        "process": env._("A process of its own here."),
        "not_executable": env._("The file says that it is not to be run."),
        "empty": env._("There is nothing in it."),
        "kept": env._("Kept in the file and on the map."),
    }


def _people(env, a):
    return {
        "role": env._(
            "Who is “%s”? Until you say so, the process's owner does its tasks.",
            a.get("name", ""),
        ),
        "owner": env._(
            "Who does it? The file does not say: the process's owner, until you choose."
        ),
        "who": env._(
            "Who does it? The file says “%s”, but nobody here is called so.",
            a.get("names", ""),
        ),
        "form": env._(
            "Its form asks for: %s. Which fields of the record, outcomes or points of "
            "a checklist are they?",
            a.get("fields", ""),
        ),
        "form_named": env._(
            "It has the form “%s” there. Which fields of the record are to be filled "
            "in here?",
            a.get("form", ""),
        ),
    }


def _work(env, a):
    text = a.get("text", "")
    return {
        "action": env._(
            "What is done here? The file names “%s”. Until you say so, it is passed.",
            a.get("what", ""),
        ),
        "no_action": env._("What is done here? Until you say so, it is passed."),
        "no_kind": env._(
            "Do people do it? The file does not say: until you make it their task, or "
            "say what Odoo does, it is passed."
        ),
        "table": env._(
            "Which table decides? The file names “%s”.", a.get("name") or "–"
        ),
        "script": env._(
            "Its calculation (%s) cannot be read here: write it as formulas.",
            a.get("format", ""),
        ),
        "callee": env._(
            "Which process is called? None here has the code “%s”.",
            a.get("code") or "–",
        ),
        "no_time": env._("How long? The file does not say."),
        "time": env._("When? “%s” cannot be read here.", text),
        "waits_for": env._("What does it wait for? “%s” cannot be read here.", text)
        if text
        else env._("What does it wait for? The file does not say."),
    }


def _ways(env, a):
    return {
        "condition": env._(
            "When is this way taken? “%s” cannot be read here.", a.get("text", "")
        ),
        "no_condition": env._("When is this way taken? The file does not say."),
    }


def _mended(env, a):
    kind, value = a.get("kind", ""), a.get("value", "")
    return {
        "missing_id": env._("It had no id and was given one."),
        "duplicate_id": env._("Another element has its id, too: it was given another."),
        "dangling": env._(
            "It refers to “%(value)s” (%(attribute)s), which is not in the file.",
            value=value,
            attribute=a.get("attribute", kind),
        ),
        "dropped_flow": env._(
            "It leads from “%(first)s” to “%(last)s”, which are not both there: left "
            "out.",
            first=a.get("source", ""),
            last=a.get("target", ""),
        ),
        "bad_number": env._("“%s” is no number: left out.", value),
        "no_host": env._("It is on the border of nothing: now it waits on the way."),
        "left_out": env._("Not taken over: %s.", a.get("names", "")),
    }


def _moved(env, a):
    """About a process that came from another database."""
    ref = a.get("ref") or a
    model = str(ref.get("model") or "")
    names = {
        "kind": env["ir.model"].sudo()._get(model).name or model,
        "name": ref.get("name") or ref.get("xmlid") or "?",
    }
    return {
        "missing": env._(
            "%(kind)s “%(name)s” is not here, or more than once. Which one?",
            **names,
        ),
        "made": env._("%(kind)s “%(name)s” was not here: made from the file.", **names),
        "differs": env._(
            "%(kind)s “%(name)s” is here already and says something else than in the "
            "file. What is here stays.",
            **names,
        ),
        "not_allowed": env._(
            "“%(name)s” stayed away: %(why)s",
            name=a.get("name", ""),
            why=a.get("why", ""),
        ),
        "other_model": env._("The file was made for “%s”.", model),
        "call_ring": env._(
            "Processes call each other in a ring: %s. None of them can be published "
            "before the next one is. Which call is left out?",
            a.get("names", ""),
        ),
        "fields_gone": env._(
            "When is this way taken? The record has no field “%s” here.",
            a.get("names", ""),
        ),
    }


def _made(env, a):
    """About what was no process before: a rule, a plan, another tool's template."""
    return {
        "rule_stays": env._(
            "The rule “%s” goes on working beside the process. Switch it off when you "
            "publish.",
            a.get("name", ""),
        ),
        "no_start": env._(
            "What starts it? A process cannot wait for “%s”.", a.get("name", "")
        ),
        "before_date": env._(
            "Until when? The plan counts back from a date that somebody chooses. Which "
            "date of the record is it?"
        ),
        "follows": env._(
            "Afterwards comes “%s”. Add it as a step, where it is wanted.",
            a.get("names", ""),
        ),
        "switched_off": env._("It was switched off there: left out."),
        "no_place": env._("It has no place on the map: left out."),
        "unreached": env._("Nothing leads there: left out."),
    }


def _kinds(env, _a):
    """Names of what is no step here."""
    return {
        "kind_lane": env._("Lane"),
        "kind_participant": env._("Pool"),
        "kind_process": env._("Process"),
        "kind_messageFlow": env._("Message on the map"),
        "kind_sequenceFlow": env._("Way"),
        "kind_textAnnotation": env._("Note"),
        "kind_group": env._("Group"),
        "kind_dataObjectReference": env._("Data"),
        "kind_dataStoreReference": env._("Data store"),
    }
