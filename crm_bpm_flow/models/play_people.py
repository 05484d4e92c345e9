"""Whom a step of an imagined case comes to, by name where that can be known."""

from odoo.exceptions import AccessError

MOST = 5


class PlayPeople:
    """Looks at a draft as it is now: nothing of it is remembered."""

    def __init__(self, case, version):
        self.env, self.record = case.env, case.record
        self.flow = version.sudo().flow_id

    def line(self, who):
        """Names of the people that a role, step or approver means.

        :return: str; empty where the words of the step itself say more: nobody can be
            named yet
        """
        who = who.sudo()
        unknown = self._unknown_yet(who)
        users = self._users(who)
        if users is None or (unknown and who.use_manager):
            return ""
        if who.use_manager:
            users = users._bpm_managers()
        users = users.filtered(self._may_work)
        if not users and not unknown:
            return self._nobody(who)
        names = users.mapped("name")
        if len(names) > MOST:
            more = self.env._("%s more", len(names) - MOST)
            names = [*names[:MOST], more]
        return ", ".join([*names, *unknown])

    def _unknown_yet(self, who):
        """Words for those who are known when a case runs."""
        words = []
        if who.is_starter:
            words.append(self.env._("who started it"))
        if who.same_as_node_id:
            words.append(self.env._("who did “%s”", who.same_as_node_id.name))
        return words

    def _users(self, who):
        """Those who are known now; None where the player may not see who it is."""
        users = who.user_ids | who.group_ids.all_user_ids | who.team_ids.member_ids
        if who.is_owner:
            users |= self.flow.user_id
        if not who.user_field:
            return users
        try:
            named = who.sudo(False)._users_on(self.record)
            named.mapped("name")
        except AccessError:
            return None
        return who._with_named(users, named.sudo())

    def _may_work(self, user):
        if not user.active or user.share:
            return False
        company = self.flow.company_id
        return not company or company.id in user._get_company_ids()

    def _nobody(self, who):
        """As a task that nobody would have: it comes to the process's owner."""
        words = who._who_words()
        owner = self.flow.user_id.name or ""
        if not words:
            return owner
        return self.env._(
            "%(owner)s (nobody is found for: %(people)s)", owner=owner, people=words
        )
