import { betweenModule } from "@crm_bpm_flow/flow_designer/designer_between";
import { lanesModule } from "@crm_bpm_flow/flow_designer/designer_lanes";
import { designerModule } from "@crm_bpm_flow/flow_designer/designer_palette";
import { readyModule } from "@crm_bpm_flow/flow_designer/designer_ready";
import { waysModule } from "@crm_bpm_flow/flow_designer/designer_ways";
import { translateModule } from "@crm_bpm_flow/flow_designer/designer_words";
import { COLOURS, TEXTS } from "@crm_bpm_flow/flow_map/bpmn_library";
import { markRaw } from "@odoo/owl";

// Room on the left, and around, in pixels.
const PALETTE = 120;
const MARGIN = 40;
const PAD = 84; // the buttons beside what is chosen

/**
 * bpmn-js with all that is ours in it.
 *
 * @param Modeler its constructor
 * @param minimap its module of that name
 * @param {Object} options `container`, and what our own modules ask for (`bpmCopies`,
 *   `bpmReady`)
 */
export function makeModeler(Modeler, minimap, options) {
    return markRaw(
        new Modeler({
            bpmnRenderer: COLOURS,
            textRenderer: TEXTS,
            additionalModules: [
                betweenModule,
                designerModule,
                lanesModule,
                readyModule,
                translateModule,
                waysModule,
                minimap,
            ],
            ...options,
        })
    );
}

/** All of it between the palette and the buttons of what stands last, but never larger
 * than it was drawn. */
export function fitBesidePalette(canvas) {
    const { inner, outer } = canvas.viewbox();
    const room = Math.max(outer.width - PALETTE - PAD, 100);
    const scale = Math.min(1, room / inner.width, (outer.height - 2 * MARGIN) / inner.height);
    canvas.viewbox({
        x: inner.x - PALETTE / scale,
        y: inner.y - MARGIN / scale,
        width: outer.width / scale,
        height: outer.height / scale,
    });
}
