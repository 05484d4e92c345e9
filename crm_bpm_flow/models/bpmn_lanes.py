"""Who stands behind a lane, or behind a name that a file gives somebody."""


def lane_of(element, elements):
    """The id of an element's lane; within a sub-process that of what is around it.

    :param elements: ``{id: bpmn.Element}`` of the process
    """
    seen = set()
    while element is not None and element.id not in seen:
        seen.add(element.id)
        if element.lane:
            return element.lane
        element = elements.get(element.parent)
    return None


class Known:
    """People, groups and teams of this database by the names that a file uses: all of
    them are looked up together."""

    def __init__(self, env, names):
        names = {name.strip() for name in names if name and name.strip()}
        self.logins = self._found(env["res.users"], "login", names)
        self.users = self._found(env["res.users"], "name", names)
        self.groups = self._found(env["res.groups"].sudo(), "name", names)
        self.teams = self._found(env["crm.team"], "name", names)

    def _found(self, model, field, names):
        """{name in small letters: ids}, however the names are spelled"""
        found, spelled = {}, set()
        for name in names:
            spelled |= {name, name.lower(), name.upper(), name.title()}
            spelled.add(name.capitalize())
        for row in model.search([(field, "in", list(spelled))]) if names else ():
            found.setdefault(row[field].lower(), []).append(row.id)
        return found

    def called(self, name):
        """Values that say who: the team, group or person of that name; empty when
        there is none, or more than one."""
        key = name.strip().lower()
        for field, found in (
            ("team_ids", self.teams),
            ("group_ids", self.groups),
            ("user_ids", self.logins),
            ("user_ids", self.users),
        ):
            ids = found.get(key, ())
            if len(ids) == 1:
                return {field: [(6, 0, ids)]}
        return {}

    def user_ids(self, logins):
        return [i for login in logins for i in self.logins.get(login.lower(), ())]

    def group_ids(self, names):
        return [i for name in names for i in self.groups.get(name.lower(), ())]
