from odoo import models


class BpmFlowVersionLanes(models.Model):
    """Lanes are roles: each shows its role's name, in the language of whoever looks.

    A lane is kept with one of its role's names, in any language.
    """

    _inherit = "bpm.flow.version"

    def _as_definitions(self):
        definitions = super()._as_definitions()
        lanes = definitions.processes[0].lanes
        shown = self._shown_lanes()
        for lane in lanes:
            lane.name = shown.get(lane.id, lane.name)
        return definitions

    def _drawn_rows(self):
        rows = super()._drawn_rows()
        return {**rows, "names": {**rows["names"], **self._shown_lanes()}}

    def _kept_lanes(self):
        """{id of a lane: its name as it is kept}"""
        rows = ((self.sudo().source or {}).get("process") or {}).get("lanes", ())
        return {row["id"]: row.get("name") or row["id"] for row in rows}

    def _shown_lanes(self):
        """{id of a lane: what its role is called}, of lanes that have one."""
        return {key: role.name for key, role in self._lane_roles().items()}

    def _lane_roles(self):
        """{id of a lane: its role}"""
        self.ensure_one()
        lanes = self._kept_lanes()
        roles = self.sudo()._roles_by_name() if lanes else {}
        found = {key: roles.get(name) for key, name in lanes.items()}
        return {key: role.sudo(self.env.su) for key, role in found.items() if role}

    def _roles_by_name(self):
        """{each name that a role has in any language: the role}; a name that two have
        in different languages is that of this language's."""
        found = {}
        codes = [code for code, _name in self.env["res.lang"].get_installed()]
        for code in (self.env.lang or "en_US", *codes):
            for role in self.role_ids.with_context(lang=code, prefetch_langs=True):
                found.setdefault(role.name, role.with_env(self.env))
        return found

    def _roles_called(self, names):
        roles = self._roles_by_name()
        found = self.env["bpm.flow.role"]
        return found.union(*(roles[name] for name in names if name in roles))

    # ------------------------------------------------------------------
    # Whichever of both gets another name
    # ------------------------------------------------------------------
    def _lanes_as_kept(self, process):
        """Lanes of a drawing that say what was shown are called as they are kept.

        What was shown before the role got its name is no new name either: that map is
        of before. Changes ``process``.
        """
        kept, shown = self._kept_lanes(), self._shown_lanes()
        before = (self.sudo().source or {}).get("lanes_before") or {}
        for lane in process.lanes:
            name = (lane.name or "").strip()
            if lane.id in shown and name in (shown[lane.id], before.get(lane.id)):
                lane.name = kept[lane.id]

    def _rename_lanes(self, lanes):
        """Lanes of roles that have another name now.

        :param dict lanes: {id of the lane: (what it showed, role)} of before
        """
        kept, names = self._kept_lanes(), self._roles_by_name()
        new = {
            key: role.name
            for key, (_shown, role) in lanes.items()
            if kept[key] not in names
        }
        source = dict(self.sudo().source)
        process = dict(source["process"])
        process["lanes"] = [
            {**row, "name": new.get(row["id"], row.get("name", ""))}
            for row in process["lanes"]
        ]
        before = {key: shown for key, (shown, _role) in lanes.items()}
        earlier = source.get("lanes_before") or {}
        source.update(process=process, lanes_before={**earlier, **before})
        self.sudo().source = source
        for key, name in new.items():
            self.node_ids.filtered(lambda n, key=key: n.lane == kept[key]).lane = name
