from odoo import models


class BpmFlowLogApproval(models.Model):
    """The journal's rows about approvals."""

    _inherit = "bpm.flow.log"

    def _say_finished(self, data, step):
        if data.get("question"):
            return self.env._(
                "“%(question)s” was answered: %(answer)s",
                question=data["question"],
                answer=data.get("comment") or "",
            )
        line = super()._say_finished(data, step)
        if data.get("behalf"):
            line = self.env._(
                "%(line)s On behalf of %(behalf)s.", line=line, behalf=data["behalf"]
            )
        if data.get("guest"):
            line = self.env._(
                "%(line)s Decided by %(guest)s, outside, by a link.",
                line=line,
                guest=data["guest"],
            )
        if data.get("looked_at"):
            facts = ", ".join(f"{name} = {text}" for name, text in data["looked_at"])
            line = self.env._("%(line)s Looked at: %(facts)s.", line=line, facts=facts)
        return line

    def _say_withdrawn(self, data, step):
        if not data.get("people"):
            return super()._say_withdrawn(data, step)
        return self.env._(
            "“%(step)s” was withdrawn from %(people)s: the case needs it no more.",
            step=step,
            people=data["people"],
        )

    def _say_verdict(self, data, step):
        field = self.env["bpm.flow.visa"]._fields["result"]
        results = dict(field._description_selection(self.env))
        return self.env._(
            "“%(step)s” came to: %(result)s. %(agreed)s of %(total)s agreed, round "
            "%(round)s.",
            step=step,
            result=results.get(data.get("result"), data.get("result")),
            agreed=data.get("agreed"),
            total=data.get("total"),
            round=data.get("round"),
        )

    def _say_fewer(self, data, step):
        return self.env._(
            "“%(step)s” asks for %(wanted)s agreements; approvers found: %(found)s. "
            "All of them have to agree.",
            step=step,
            wanted=data.get("wanted"),
            found=data.get("found"),
        )

    def _say_kept(self, data, step):
        return self.env._(
            "“%(step)s”: nothing changed of what %(people)s looked at; the decision "
            "stands.",
            step=step,
            people=data.get("people"),
        )

    def _say_again(self, data, step):
        changes = "; ".join(
            self.env._(
                "%(label)s: %(old)s → %(new)s",
                label=change["label"],
                old=change["old"],
                new=change["new"],
            )
            for change in data.get("changes") or ()
        )
        return self.env._(
            "“%(step)s”: %(people)s is asked again, because it changed since: "
            "%(changes)s.",
            step=step,
            people=data.get("people"),
            changes=changes,
        )

    def _say_asked(self, data, step):
        return self.env._(
            "“%(step)s”: %(people)s was asked: %(question)s",
            step=step,
            people=data.get("people"),
            question=data.get("question"),
        )

    def _say_invited(self, data, step):
        until = self._moment(data.get("until"))
        return self.env._(
            "“%(step)s”: %(people)s was sent a link that holds until %(until)s.",
            step=step,
            people=data.get("people"),
            until=until,
        )

    def _say_revoked(self, data, step):
        return self.env._(
            "“%(step)s”: the links of %(people)s do not hold any more.",
            step=step,
            people=data.get("people"),
        )

    def _say_counter(self, data, step):
        return self.env._(
            "“%(step)s”: %(people)s handed in a version of “%(file)s”.",
            step=step,
            people=data.get("people"),
            file=data.get("file"),
        )

    def _say_joined(self, data, step):
        words = {"step": step, "people": data.get("people")}
        if data.get("when") == "before":
            line = self.env._("“%(step)s”: %(people)s decides first.", **words)
        elif data.get("when") == "after":
            line = self.env._("“%(step)s”: %(people)s decides afterwards.", **words)
        else:
            line = self.env._("“%(step)s”: %(people)s decides, too.", **words)
        return f"{line} ({data['comment']})" if data.get("comment") else line
