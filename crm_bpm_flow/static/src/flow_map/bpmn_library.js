import { loadCSS, loadJS } from "@web/core/assets";
import { Mutex } from "@web/core/utils/concurrency";

// The files of the npm package as they are: Odoo's minifier would break them.
const FOLDER = "/crm_bpm_flow/static/lib/bpmn-js";
const VERSION = "18.31.1";
const STYLES = ["diagram-js.css", "bpmn-js.css", "bpmn-font/css/bpmn.css"];

const found = {};
const mutex = new Mutex();

const urlOf = (file) => `${FOLDER}/${file}?${VERSION}`;

/**
 * The constructor in one of bpmn-js's files. Each of them puts its own under the same
 * global name: it is taken from there at once.
 */
function load(file) {
    return mutex.exec(async () => {
        if (!found[file]) {
            await Promise.all([loadJS(urlOf(file)), ...STYLES.map((css) => loadCSS(urlOf(css)))]);
            found[file] = window.BpmnJS;
            delete window.BpmnJS;
        }
        return found[file];
    });
}

export const loadViewer = () => load("bpmn-navigated-viewer.production.min.js");
export const loadModeler = () => load("bpmn-modeler.production.min.js");

const MINIMAP = "/crm_bpm_flow/static/lib/diagram-js-minimap";
const MINIMAP_VERSION = "5.5.0";

/** The module of bpmn-js that shows where one is on a large map. */
export function loadMinimap() {
    return mutex.exec(async () => {
        if (!found.minimap) {
            await Promise.all([
                loadJS(`${MINIMAP}/diagram-minimap.umd.prod.js?${MINIMAP_VERSION}`),
                loadCSS(`${MINIMAP}/diagram-js-minimap.css?${MINIMAP_VERSION}`),
            ]);
            found.minimap = window.DiagramJSMinimap;
        }
        return found.minimap;
    });
}

/**
 * What shapes are drawn with: the variables of flow_map.scss, so that they follow the
 * page's colour scheme, also on paper.
 */
export const COLOURS = {
    defaultFillColor: "var(--o-bpm-fill)",
    defaultStrokeColor: "var(--o-bpm-stroke)",
    defaultLabelColor: "var(--o-bpm-label)",
};

/** Small enough that a word of twelve letters stays whole within a step. */
export const TEXTS = {
    defaultStyle: { fontSize: 11 },
    externalStyle: { fontSize: 11 },
};
