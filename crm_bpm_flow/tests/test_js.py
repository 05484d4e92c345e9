from odoo.tests import no_retry, tagged

from odoo.addons.web.tests.test_js import HOOTCommon, unit_test_error_checker

ADDON = "crm_bpm_flow"


@tagged("post_install", "-at_install", "bpm_browser")
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
