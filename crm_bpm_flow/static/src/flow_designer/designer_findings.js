import { groupBy } from "@web/core/utils/arrays";

const RANK = { warning: 1, error: 2 };

/** What the checker found, as marks on the elements that it is about. */
export function paintFindings(viewer, findings) {
    const overlays = viewer.get("overlays");
    const registry = viewer.get("elementRegistry");
    overlays.remove({ type: "bpm_finding" });
    const byElement = groupBy(findings, ({ element }) => element || "");
    for (const [id, found] of Object.entries(byElement)) {
        const element = registry.get(id);
        if (element) {
            overlays.add(id, "bpm_finding", {
                position: element.waypoints ? { top: 0, left: 0 } : { top: -12, left: -8 },
                html: badge(found),
            });
        }
    }
}

/** Words go in as text: names of steps are nobody's HTML. */
function badge(found) {
    const worst = found.reduce((a, b) => (RANK[b.severity] > RANK[a.severity] ? b : a));
    const html = document.createElement("div");
    html.className = `o_bpm_finding_mark o_bpm_finding_${worst.severity}`;
    html.textContent = "!";
    html.title = found.map(({ message }) => message).join("\n");
    return html;
}
