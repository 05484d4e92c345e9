from odoo.tests import HttpCase, new_test_user, no_retry, tagged

from odoo.addons.web.tests.test_js import HOOTCommon, unit_test_error_checker

ADDON = "crm_bpm_flow"
ROBOT = (
    "odoo.loader.modules.get('@web/webclient/clickbot/clickbot_loader')"
    ".startClickEverywhere('%s');"
)


@tagged("post_install", "-at_install")
class TestComponents(HOOTCommon):
    """Run the hoot tests of this add-on's components in a browser."""

    def get_hoot_filters(self):
        return f"&id={self._generate_hash('@' + ADDON)}"

    @no_retry
    def test_components(self):
        bundle = self.env["ir.qweb"]._get_asset_content("web.assets_unit_tests")[0]
        names = [asset["filename"] for asset in bundle if f"/{ADDON}/" in asset["url"]]
        if not any(name.endswith(".test.js") for name in names):
            self.skipTest("There are no component tests.")
        self.browser_js(
            "/web/tests?headless&loglevel=2&preset=desktop&timeout=15000"
            + self.hoot_filters,
            "",
            "",
            login="admin",
            timeout=600,
            success_signal="[HOOT] Test suite succeeded",
            error_checker=unit_test_error_checker,
        )


@tagged("click_all", "-standard", "post_install", "-at_install")
class TestClickEverywhere(HttpCase):
    """Core's robot opens every menu, view and filter of this add-on.

    With demo data it does so as the people of the demo, who have cases and tasks.
    """

    allow_end_on_form = True

    def click_everywhere(self, login, groups):
        users = self.env["res.users"]
        if not users.search([("login", "=", login)]):
            new_test_user(self.env, login=login, password=login, groups=groups)
        users.search([("login", "=", login)]).tour_enabled = False
        menu = self.env.ref(f"{ADDON}.menu_root").get_external_id()
        self.browser_js(
            "/odoo",
            ROBOT % next(iter(menu.values())),
            "odoo.isReady === true",
            login=login,
            timeout=900,
            success_signal="clickbot test succeeded",
        )

    def test_as_administrator(self):
        self.click_everywhere("admin", "base.group_system")

    def test_as_process_owner(self):
        self.click_everywhere("olga.owner", f"base.group_user,{ADDON}.group_owner")

    def test_as_worker(self):
        self.click_everywhere("ivan.seller", f"base.group_user,{ADDON}.group_user")
