"""Load a language and give it to every internal user (run in Odoo's shell)."""

import os

lang = os.environ["DEV_ARGUMENT"]
if not env["res.lang"].with_context(active_test=False).search([("code", "=", lang)]):
    raise SystemExit(f"Odoo does not know the language {lang}.")
env["base.language.install"].create(
    {"lang_ids": env["res.lang"]._activate_lang(lang).ids, "overwrite": False}
).lang_install()
env["res.users"].search([("share", "=", False)]).lang = lang
env["res.company"].search([]).partner_id.lang = lang
env["bpm.flow.document.type"]._take_prefixes(lang)
env["bpm.flow.library"]._demo_speaks(lang)
env.cr.commit()
