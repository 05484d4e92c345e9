const BEFORE_BPMN_JS = 5000;

/**
 * Moves the map under a name that is being typed. bpmn-js would take what was typed so
 * far for the whole name; here the typing goes on.
 *
 * @param modeler of bpmn-js
 * @param {() => void} move may or may not move it
 */
export function moveUnderNaming(modeler, move) {
    const editing = modeler.get("directEditing");
    const eventBus = modeler.get("eventBus");
    let typing = null;
    const interrupt = () => {
        if (editing.isActive()) {
            typing = { element: editing._active.element, text: editing.getValue() };
            editing.cancel();
        }
    };
    eventBus.on("canvas.viewbox.changing", BEFORE_BPMN_JS, interrupt);
    move();
    eventBus.off("canvas.viewbox.changing", interrupt);
    if (typing) {
        editing.activate(typing.element);
        write(editing._textbox.content, typing.text);
    }
}

function write(content, text) {
    content.textContent = text;
    content.dispatchEvent(new Event("input", { bubbles: true }));
    const selection = document.getSelection();
    selection.selectAllChildren(content);
    selection.collapseToEnd();
}
